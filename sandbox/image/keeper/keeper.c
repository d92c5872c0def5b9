/*
 * keeper SOCKET COMMAND…: PID 1 of a sandbox. Listens on the Docker socket and starts COMMAND (the engine, handed the socket as
 * descriptor 3, as systemd would) at the first connection, and again after it ended. Reaps everybody. On TERM the engine is
 * asked to stop first, so that containers may stop in order, and gets 8 seconds.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 8000 };

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int listen_on(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int door = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  unlink(path);
  if (door < 0 || bind(door, (void *)&address, sizeof address) || listen(door, 128) || chmod(path, 0660)) fail(path);
  return door;
}

static pid_t start(char **command, int door) {
  pid_t child = fork();
  if (child) return child;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  setsid();
  int log = open("/var/log/docker.log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640), nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  char pid[16];
  snprintf(pid, sizeof pid, "%d", getpid());
  setenv("LISTEN_PID", pid, 1), setenv("LISTEN_FDS", "1", 1);
  // dup2 onto itself would keep close-on-exec, so the socket takes a detour.
  int copy = fcntl(door, F_DUPFD_CLOEXEC, 10);
  if (copy < 0 || dup2(copy, 3) < 0 || dup2(nothing, 0) < 0 || dup2(log, 1) < 0 || dup2(log, 2) < 0) _exit(1);
  execvp(command[0], command);
  _exit(127);
}

int main(int count, char **words) {
  if (count < 3) return 2;
  sigset_t caught;
  sigemptyset(&caught);
  sigaddset(&caught, SIGTERM), sigaddset(&caught, SIGINT), sigaddset(&caught, SIGCHLD);
  sigprocmask(SIG_BLOCK, &caught, NULL);
  int door = listen_on(words[1]), signals = signalfd(-1, &caught, SFD_CLOEXEC);
  pid_t engine = 0;
  for (int stopping = 0;;) {
    // While the engine runs it answers the socket itself.
    struct pollfd events[] = {{.fd = signals, .events = POLLIN}, {.fd = engine || stopping ? -1 : door, .events = POLLIN}};
    int ready = poll(events, 2, stopping ? PATIENCE_MS : -1);
    if (stopping && ready == 0) return 0;
    struct signalfd_siginfo signal;
    if (events[0].revents && read(signals, &signal, sizeof signal) == sizeof signal && signal.ssi_signo != SIGCHLD) {
      stopping = 1;
      if (engine) kill(engine, SIGTERM);
    }
    for (pid_t ended; (ended = waitpid(-1, NULL, WNOHANG)) > 0;)
      if (ended == engine) engine = 0, unlink("/run/docker.pid"); // killed engines leave it behind
    if (stopping && !engine) return 0;
    if (!engine && events[1].revents) engine = start(words + 2, door);
  }
}
