#include "warden.h"
#include <grp.h>
#include <linux/capability.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

_Noreturn void die(const char *what) {
  fprintf(stderr, "warden: %s: %s\n", what, strerror(errno));
  exit(1);
}

const char *setting(const char *name, const char *otherwise) {
  const char *value = getenv(name);
  return value && *value ? value : otherwise;
}

char *format(const char *pattern, ...) {
  char *text;
  va_list values;
  va_start(values, pattern);
  if (vasprintf(&text, pattern, values) < 0) die("memory");
  va_end(values);
  return text;
}

bool put(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return false;
  ssize_t length = (ssize_t)strlen(text), written = write(file, text, (size_t)length);
  close(file);
  return written == length;
}

/* The sandbox's first process, in all its namespaces: waits until the warden has mapped, confined and connected it. */
static void inside(int go) {
  char byte;
  if (read(go, &byte, 1) != 1) _exit(1);
  if (setgroups(0, NULL) || setresgid(0, 0, 0) || setresuid(0, 0, 0)) die("become root inside");
  if (unshare(CLONE_NEWCGROUP)) die("cgroup namespace");
  furnish();
  mount_cgroups_inside();
  const char *name = setting("SB_HOSTNAME", "docker");
  if (sethostname(name, strlen(name)) || chdir("/")) die("host name");
  char *clean[] = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8",
                   "TERM=xterm-256color", NULL};
  char *init[] = {"/usr/local/sbin/sandbox-init", NULL};
  execve(init[0], init, clean);
  die(init[0]);
}

/*
 * Docker's default seccomp profile forbids pivot_root, and a root that merely covers "/" can be unmounted by its owner.
 * So a helper covers "/" in a mount namespace that still belongs to the initial user namespace and only then clones the
 * sandbox: its copy of the cover belongs to a stronger owner, hence is locked, and the container's own files stay unreachable.
 */
static pid_t clone_sandbox(unsigned base, int go) {
  int answer[2];
  pid_t helper, child;
  if (pipe2(answer, O_CLOEXEC) || (helper = fork()) < 0) die("helper");
  if (helper == 0) {
    cover_root(base);
    long namespaces = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC;
    child = (pid_t)syscall(SYS_clone, namespaces | CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
    if (child < 0) die("clone");
    if (child == 0) inside(go);
    _exit(write(answer[1], &child, sizeof child) == sizeof child ? 0 : 1);
  }
  close(answer[1]);
  if (read(answer[0], &child, sizeof child) != sizeof child) die("helper");
  close(answer[0]);
  waitpid(helper, NULL, 0);
  return child;
}

static void map_ids(pid_t child, unsigned base) {
  char *map = format("0 %u %u", base, RANGE);
  if (!put(format("/proc/%d/uid_map", child), map) || !put(format("/proc/%d/gid_map", child), map)) die("map ids");
}

/* No set keeps a capability. Kuid 0 without any still owns the sandbox's user namespace, which is all the door needs. */
static void drop_capabilities(void) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct none[2] = {0};
  for (int capability = 0; capability < 64; capability++) prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  if (syscall(SYS_capset, &header, none)) die("drop capabilities");
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

/* Opens the door to whoever knocks, passes TERM on, reaps, and ends with the sandbox. */
static int supervise(pid_t child, int door, int signals) {
  struct pollfd events[] = {{.fd = door, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
  for (;;) {
    if (poll(events, 2, -1) < 0 && errno != EINTR) die("poll");
    struct signalfd_siginfo signal;
    if (events[1].revents && read(signals, &signal, sizeof signal) == sizeof signal && signal.ssi_signo != SIGCHLD)
      kill(child, SIGTERM);
    int status;
    for (pid_t ended; (ended = waitpid(-1, &status, WNOHANG)) > 0;)
      if (ended == child) return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (events[0].revents) {
      int connection = accept4(door, NULL, NULL, SOCK_CLOEXEC);
      if (connection >= 0) open_door(connection, child);
    }
  }
}

int main(int count, char **words) {
  if (count > 3 && !strcmp(words[1], "enter")) return enter(words + 3);
  if (count > 1 && !strcmp(words[1], "idle")) return pause();
  unsigned base = (unsigned)strtoul(setting("SB_BASE", "1000000"), NULL, 10);
  // A Swarm service cannot ask for a private cgroup namespace; without this all sandboxes of a host would share one cgroup.
  if (unshare(CLONE_NEWCGROUP)) die("cgroup namespace");
  umask(022);
  show_proc_and_sys();
  delegate_cgroups(base);
  assemble_root(base);

  sigset_t caught;
  sigemptyset(&caught);
  sigaddset(&caught, SIGTERM), sigaddset(&caught, SIGINT), sigaddset(&caught, SIGCHLD);
  int go[2], alive[2];
  // `alive` has no reader's byte to wait for: its writing end closes when the sandbox's init has been executed.
  if (pipe2(go, O_CLOEXEC) || pipe2(alive, O_CLOEXEC)) die("pipe");
  pid_t child = clone_sandbox(base, go[0]);
  map_ids(child, base);
  confine(child);
  connect_network(child);
  int door = listen_for_server();
  remember(child);
  if (write(go[1], "x", 1) != 1) die("go");
  close(alive[1]);
  char byte;
  while (read(alive[0], &byte, 1) < 0 && errno == EINTR) continue;
  open_leaves();
  hide_proc_and_sys();
  drop_capabilities();
  sigprocmask(SIG_BLOCK, &caught, NULL);
  return supervise(child, door, signalfd(-1, &caught, SFD_CLOEXEC));
}
