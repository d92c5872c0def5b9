#include "warden.h"
#include <grp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>

#define PID_FILE "/run/sandbox.pid"
#define DOCKER_SOCKET "/run/docker.sock"

enum { BOOT_LOOK_MS = 5, BOOT_LOOKS = 1000 };

/* Every option is here and none comes from a file, because files inside belong to the learner. */
static char *const sshd[] = {
    "/usr/sbin/sshd", "-i", "-e", "-f", "/dev/null",
    "-o", "HostKey=/run/slipway/host-key", "-o", "AuthorizedKeysFile=/run/slipway/authorized-keys",
    "-o", "PermitRootLogin=prohibit-password", "-o", "PasswordAuthentication=no", "-o", "KbdInteractiveAuthentication=no",
    "-o", "UsePAM=no", "-o", "StrictModes=no", "-o", "UseDNS=no", "-o", "IPQoS=none", "-o", "PidFile=none",
    "-o", "PrintMotd=no", "-o", "PrintLastLog=no", "-o", "LogLevel=ERROR", "-o", "MaxSessions=200",
    "-o", "ClientAliveInterval=15", "-o", "AcceptEnv=LANG LC_* COLORTERM SHLVL", "-o", "PermitUserRC=no", "-o", "SetEnv=LANG=C.UTF-8",
    "-o", "PerSourcePenalties=no", "-o", "Subsystem=sftp internal-sftp", NULL};

static char *const environment[] = {"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LANG=C.UTF-8",
                                    "TERM=xterm-256color", NULL};

void remember(pid_t child) {
  if (!put(PID_FILE, format("%d", child))) die(PID_FILE);
}

pid_t recall(void) {
  int child = 0;
  FILE *file = fopen(PID_FILE, "re");
  if (!file || fscanf(file, "%d", &child) != 1) die("no sandbox here");
  fclose(file);
  return child;
}

/*
 * Moves this process into the sandbox: its limits first, then all its namespaces at once. Needs no capability: whoever owns a
 * user namespace (kuid 0 made it) may enter it from the parent namespace. Only children live in its pid namespace.
 */
static void step_inside(pid_t child) {
  int namespaces = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWCGROUP;
  // What runs before exec still has the warden's memory; nobody inside may look at it.
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  join_leaves();
  int target = (int)syscall(SYS_pidfd_open, child, 0);
  if (target < 0 || setns(target, namespaces)) die("enter sandbox");
  close(target);
  if (setgroups(0, NULL) || setresgid(0, 0, 0) || setresuid(0, 0, 0)) die("become root inside");
  if (chdir("/root") && chdir("/")) die("home");
}

static void execute(char *const command[]) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execvpe(command[0], command, environment);
  die(command[0]);
}

/*
 * sandbox-init makes this socket last. A greeting before it would call a sandbox ready in which the first docker command still fails.
 * The wait ends by itself, because the socket belongs to the learner, who may remove it.
 */
static void await_boot(void) {
  struct timespec pause = {0, BOOT_LOOK_MS * 1000000};
  for (int look = 0; look < BOOT_LOOKS && access(DOCKER_SOCKET, F_OK); look++) nanosleep(&pause, NULL);
}

/* One connection, one sshd inside. The process between exits at once; the warden, PID 1, inherits and reaps the sshd. */
void open_door(int connection, pid_t child) {
  int yes = 1;
  // Else every keystroke waits 40 ms for Nagle's algorithm and delayed acknowledgements.
  setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (fork() == 0) {
    step_inside(child);
    if (fork()) _exit(0);
    await_boot();
    if (dup2(connection, 0) < 0 || dup2(connection, 1) < 0) die("connection");
    execute(sshd);
  }
  close(connection);
}

/* `docker exec CONTAINER /sbin/warden enter -- COMMAND…`: the way in for repairs, when sshd inside is broken. */
int enter(char **command) {
  int status;
  open_leaves();
  step_inside(recall());
  pid_t inner = fork();
  if (inner == 0) execute(command);
  while (waitpid(inner, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
