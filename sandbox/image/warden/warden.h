/*
 * The warden: PID 1 of a sandbox's container and the only trusted program in it. It builds the sandbox (root file system,
 * cgroups, namespaces, network), starts its init, gives every capability away, and from then on only opens the door:
 * a connection to port 2222 becomes an sshd inside the sandbox.
 */
#ifndef WARDEN_H
#define WARDEN_H
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Uids and gids of a sandbox: 0..RANGE-1 inside are SB_BASE..SB_BASE+RANGE-1 outside. */
#define RANGE 65536u
#define GATEWAY "10.200.0.1"
#define INSIDE "10.200.0.2"
#define SAFE (MS_NOSUID | MS_NODEV | MS_NOEXEC)

/* warden.c */
_Noreturn void die(const char *what);
const char *setting(const char *name, const char *otherwise);
char *format(const char *pattern, ...) __attribute__((format(printf, 1, 2)));
/* Writes a whole short file; false when the kernel refuses. */
bool put(const char *path, const char *text);

/* root.c: called in this order. */
void show_proc_and_sys(void);
void hide_proc_and_sys(void);
void assemble_root(unsigned base);
void cover_root(unsigned base);
void furnish(void);

/* cgroups.c */
void delegate_cgroups(unsigned base);
void confine(pid_t child);
void mount_cgroups_inside(void);
void open_leaves(void);
void join_leaves(void);

/* network.c */
void connect_network(pid_t child);
int listen_for_server(void);

/* door.c */
void remember(pid_t child);
pid_t recall(void);
void open_door(int connection, pid_t child);
int enter(char **command);
#endif
