# Every interactive shell of a sandbox. Yours goes into ~/.bashrc, which is read after this.
[ -z "$PS1" ] && return

export LANG=${LANG:-C.UTF-8} EDITOR=nano PAGER=less LESS=-R
shopt -s checkwinsize histappend
alias ls='ls --color=auto' grep='grep --color=auto' ll='ls -l' la='ls -A'
PS1='\[\e[1;32m\]learner@\h\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]# '

# After every command, tell the tutorial what it was and how it ended, in a sequence that terminals do not show. Only builtins:
# a prompt must not cost a process. PS0 is expanded only when a command really runs, so nothing is told for an empty line.
HISTCONTROL= HISTIGNORE= HISTTIMEFORMAT=
PS0='${PS0:0:$((__ran=1,0))}'
__tell_tutorial() {
  local code=$?
  if [ -n "$__ran" ]; then
    printf '\e]633;E;'
    history 1
    printf '\a\e]633;D;%d\a' "$code"
  fi
  __ran=
  return "$code"
}
PROMPT_COMMAND=__tell_tutorial

if ! shopt -oq posix && [ -r /usr/share/bash-completion/bash_completion ]; then
  . /usr/share/bash-completion/bash_completion
fi
