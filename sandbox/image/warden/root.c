#include "warden.h"
#include <linux/mount.h>

#define ROOT "/sb/root"

/*
 * The kernel lets a user namespace mount its own proc and sysfs only while a complete one is visible; Docker's are masked.
 * runc makes the sysfs superblock read-only, which an inner `docker run --privileged` could not live with.
 */
void show_proc_and_sys(void) {
  mkdir("/vis/proc", 0755), mkdir("/vis/sys", 0755);
  if (mount("proc", "/vis/proc", "proc", SAFE, NULL)) die("mount proc (AppArmor?)");
  if (mount("sysfs", "/vis/sys", "sysfs", SAFE, NULL)) die("mount sysfs");
  if (mount(NULL, "/vis/sys", NULL, MS_REMOUNT | SAFE, NULL)) die("remount sysfs");
}

/* Even without capabilities kuid 0 may write most of /proc/sys, so the warden keeps no writable one. */
void hide_proc_and_sys(void) {
  if (umount2("/vis/proc", MNT_DETACH) || umount2("/vis/sys", MNT_DETACH)) die("unmount /vis");
}

/* A file descriptor of a user namespace that holds nothing but the sandbox's id map, as an idmapped mount wants it. */
static int map_namespace(unsigned base) {
  int hold[2];
  if (pipe2(hold, O_CLOEXEC)) die("pipe");
  pid_t holder = (pid_t)syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
  if (holder < 0) die("user namespace");
  if (holder == 0) {
    char byte;
    close(hold[1]);
    _exit((int)read(hold[0], &byte, 1));
  }
  char *map = format("0 %u %u", base, RANGE);
  if (!put(format("/proc/%d/uid_map", holder), map) || !put(format("/proc/%d/gid_map", holder), map)) die("id map");
  int namespace = open(format("/proc/%d/ns/user", holder), O_RDONLY | O_CLOEXEC);
  if (namespace < 0) die("id map");
  close(hold[0]), close(hold[1]);
  waitpid(holder, NULL, 0);
  return namespace;
}

/* Mounts `source`, whose files belong to ordinary ids, at `target` so that they belong to this sandbox's. Linux 5.19 for overlays. */
static void mount_mapped(int namespace, const char *source, const char *target, unsigned long long attributes) {
  int tree = (int)syscall(SYS_open_tree, AT_FDCWD, source, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
  if (tree < 0) die(source);
  struct mount_attr change = {.attr_set = MOUNT_ATTR_IDMAP | MOUNT_ATTR_NODEV | attributes, .userns_fd = (unsigned)namespace};
  if (syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH, &change, sizeof change)) die("idmapped mount (kernel or file system too old)");
  if (syscall(SYS_move_mount, tree, "", AT_FDCWD, target, MOVE_MOUNT_F_EMPTY_PATH)) die(target);
  close(tree);
}

/* A folder of the sandbox's volume that belongs to the sandbox's root. */
static void make_owned(const char *path, mode_t mode, unsigned base) {
  if ((mkdir(path, mode) && errno != EEXIST) || chown(path, base, base) || chmod(path, mode)) die(path);
}

/*
 * Read-only Debian plus our files, shared by all sandboxes, under a writable layer on the sandbox's own volume.
 * SB_STORE=build lets the golden image store be written through the same id map, so that it needs no conversion afterwards.
 */
void assemble_root(unsigned base) {
  const char *data = "/data";
  int namespace = map_namespace(base);
  mkdir("/sb/lower", 0755), mkdir(ROOT, 0755);
  mount_mapped(namespace, "/golden/root", "/sb/lower", MOUNT_ATTR_RDONLY);
  make_owned("/data/upper", 0755, base);
  make_owned("/data/docker", 0710, base);
  if (mkdir("/data/work", 0755) && errno != EEXIST) die("/data/work");
  char *layers = format("lowerdir=/sb/lower/%s:/sb/lower/debian,upperdir=%s/upper,workdir=%s/work", setting("SB_FILES", "files"), data, data);
  if (mount("overlay", ROOT, "overlay", MS_NODEV, layers)) die("overlay");
  bool build = !strcmp(setting("SB_STORE", ""), "build");
  if (build) mount_mapped(namespace, "/golden/store", ROOT "/var/lib/docker", 0);
  else if (mount("/data/docker", ROOT "/var/lib/docker", NULL, MS_BIND, NULL)) die("/var/lib/docker");
  if (!build && !access("/golden/store/seed", F_OK)) mount_mapped(namespace, "/golden/store", ROOT "/usr/lib/slipway/store", MOUNT_ATTR_RDONLY);
  close(namespace);
}

/* Puts the sandbox's root over "/" for good: see clone_sandbox. The few harmless devices come from the container's own /dev. */
void cover_root(unsigned base) {
  static const char *const devices[] = {"null", "zero", "full", "random", "urandom", "tty"};
  if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL)) die("mount namespace");
  if (mount("tmpfs", ROOT "/dev", "tmpfs", MS_NOSUID | MS_NOEXEC, format("mode=755,size=1m,uid=%u,gid=%u", base, base))) die("/dev");
  for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
    char *from = format("/dev/%s", devices[i]), *to = format(ROOT "/dev/%s", devices[i]);
    if (!put(to, "") || mount(from, to, NULL, MS_BIND, NULL)) die(to);
  }
  if (chdir(ROOT) || mount(ROOT, "/", NULL, MS_MOVE, NULL) || chroot(".") || chdir("/")) die("cover /");
}

/* A setting becomes a file in /run/slipway, where sandbox-init and sshd look for it; absent settings leave no file. */
static void deliver(const char *name, const char *file) {
  const char *value = setting(name, NULL);
  char *path = format("/run/slipway/%s", file);
  if (value && !put(path, value)) die(path);
}

/* The kernel's own file systems, mounted by the sandbox itself, and what the driver wants it to know. */
void furnish(void) {
  if (mount("proc", "/proc", "proc", SAFE, NULL)) die("/proc");
  if (mount("sysfs", "/sys", "sysfs", SAFE, NULL)) die("/sys");
  mkdir("/dev/pts", 0755), mkdir("/dev/shm", 0755), mkdir("/dev/mqueue", 0755);
  if (mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620,gid=5")) die("/dev/pts");
  if (mount("shm", "/dev/shm", "tmpfs", SAFE, "mode=1777,size=64m")) die("/dev/shm");
  if (mount("mqueue", "/dev/mqueue", "mqueue", SAFE, NULL)) die("/dev/mqueue");
  if (mount("tmpfs", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755,size=64m")) die("/run");
  if (symlink("pts/ptmx", "/dev/ptmx") || symlink("/proc/self/fd", "/dev/fd") || symlink("fd/0", "/dev/stdin") ||
      symlink("fd/1", "/dev/stdout") || symlink("fd/2", "/dev/stderr")) die("/dev");
  if (mkdir("/run/slipway", 0700) || mkdir("/run/sshd", 0755)) die("/run");
  deliver("SB_HOST_KEY", "host-key");
  deliver("SB_CLIENT_KEY", "authorized-keys");
  deliver("SB_CA", "ca.pem");
  deliver("SB_HUB", "hub");
}
