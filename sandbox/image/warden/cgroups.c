#include "warden.h"
#include <dirent.h>

/* One cgroup v1 hierarchy as the host mounts it ("cpu,cpuacct"), or on v2 the only one. */
struct hierarchy {
  char *options; /* of mount(2); NULL on v2 */
  char *folder;  /* its name below /cg and /sys/fs/cgroup; "." on v2 */
};

static struct hierarchy hierarchies[16];
static int total, leaves[16];

/* Lines of /proc/self/cgroup: `4:cpu,cpuacct:/path`, `1:name=systemd:/path`, and on v2 `0::/path`. */
static void find_hierarchies(void) {
  if (!access("/sys/fs/cgroup/cgroup.controllers", F_OK)) {
    hierarchies[total++] = (struct hierarchy){NULL, "."};
    return;
  }
  char line[512];
  FILE *file = fopen("/proc/self/cgroup", "re");
  if (!file) die("/proc/self/cgroup");
  while (total < 16 && fgets(line, sizeof line, file)) {
    char *rest = line;
    strsep(&rest, ":");
    char *names = strsep(&rest, ":");
    if (!names || !*names) continue;
    char *named = strchr(names, '=');
    hierarchies[total++] = (struct hierarchy){named ? format("none,%s", names) : strdup(names), strdup(named ? named + 1 : names)};
  }
  fclose(file);
}

static void copy(const char *from, const char *to) {
  char text[4096];
  int file = open(from, O_RDONLY | O_CLOEXEC);
  ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
  if (file >= 0) close(file);
  if (length <= 0) return;
  text[length] = 0;
  put(to, text);
}

/* Switches on, for children of the cgroup at `path`, every controller it has itself. */
static void pass_controllers_down(const char *path) {
  char text[512], *rest = text, *name;
  FILE *file = fopen(format("%s/cgroup.controllers", path), "re");
  if (!file || !fgets(text, sizeof text, file)) die("cgroup.controllers");
  fclose(file);
  while ((name = strsep(&rest, " \n")))
    if (*name) put(format("%s/cgroup.subtree_control", path), format("+%s", name));
}

/* Below the container's own cgroup, whose limits therefore hold: `sb` for the sandbox, which becomes its to divide. */
void delegate_cgroups(unsigned base) {
  static const char *const given[] = {"", "/cgroup.procs", "/cgroup.threads", "/cgroup.subtree_control", "/tasks"};
  find_hierarchies();
  for (int i = 0; i < total; i++) {
    struct hierarchy *h = &hierarchies[i];
    char *path = format("/cg/%s", h->folder), *part = format("%s/sb", path);
    mkdir(path, 0755);
    if (mount("cgroup", path, h->options ? "cgroup" : "cgroup2", SAFE, h->options)) die(path);
    if (!h->options) { // v2 wants no processes beside child cgroups
      mkdir("/cg/init", 0755);
      if (!put("/cg/init/cgroup.procs", "0")) die("/cg/init");
      pass_controllers_down(path);
    }
    if (mkdir(part, 0755) && errno != EEXIST) die(part);
    copy(format("%s/cpuset.cpus", path), format("%s/cpuset.cpus", part));
    copy(format("%s/cpuset.mems", path), format("%s/cpuset.mems", part));
    for (size_t g = 0; g < sizeof given / sizeof *given; g++)
      if (chown(format("%s%s", part, given[g]), base, base) && errno != ENOENT) die(part);
  }
}

void confine(pid_t child) {
  for (int i = 0; i < total; i++)
    if (!put(format("/cg/%s/sb/cgroup.procs", hierarchies[i].folder), format("%d", child))) die("confine");
}

/* The sandbox's view: its own `sb` is the root. Docker looks for v1 controllers under their single names too. */
void mount_cgroups_inside(void) {
  if (!hierarchies[0].options) {
    if (mount("cgroup2", "/sys/fs/cgroup", "cgroup2", SAFE, NULL)) die("cgroup2 inside");
    if (mkdir("/sys/fs/cgroup/init", 0755) && errno != EEXIST) die("init cgroup");
    if (!put("/sys/fs/cgroup/init/cgroup.procs", "0")) die("init cgroup");
    pass_controllers_down("/sys/fs/cgroup");
    return;
  }
  if (mount("tmpfs", "/sys/fs/cgroup", "tmpfs", SAFE, "mode=755,size=64k")) die("/sys/fs/cgroup");
  for (int i = 0; i < total; i++) {
    char *path = format("/sys/fs/cgroup/%s", hierarchies[i].folder), *rest = strdup(hierarchies[i].folder), *name;
    mkdir(path, 0755);
    if (mount("cgroup", path, "cgroup", SAFE, hierarchies[i].options)) die(path);
    if (strchr(rest, ','))
      while ((name = strsep(&rest, ","))) symlink(hierarchies[i].folder, format("/sys/fs/cgroup/%s", name));
  }
}

/* A descriptor keeps the rights it was opened with, so whoever is let in later joins the sandbox's limits without any. */
void open_leaves(void) {
  if (!total) find_hierarchies();
  for (int i = 0; i < total; i++) {
    const char *leaf = hierarchies[i].options ? "sb" : "sb/init";
    leaves[i] = open(format("/cg/%s/%s/cgroup.procs", hierarchies[i].folder, leaf), O_WRONLY | O_CLOEXEC);
    if (leaves[i] < 0) die("open cgroup");
  }
}

void join_leaves(void) {
  for (int i = 0; i < total; i++)
    if (write(leaves[i], "0", 1) != 1) die("join cgroup");
}
