#include "warden.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

/*
 * Runs a program of the read-only root file system, feeding it `script`, in the network namespace of `child` when there is one.
 * Never a program from the sandbox's own root: that one belongs to the learner after a restart.
 */
static void run(char *const command[], const char *script, pid_t child) {
  int input[2], status;
  if (pipe2(input, O_CLOEXEC)) die("pipe");
  pid_t tool = fork();
  if (tool < 0) die("fork");
  if (tool == 0) {
    int network = child ? open(format("/proc/%d/ns/net", child), O_RDONLY | O_CLOEXEC) : -1;
    if (child && (network < 0 || setns(network, CLONE_NEWNET))) die("network namespace");
    if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL)) die("mount namespace");
    if (mount("/proc", "/golden/root/debian/proc", NULL, MS_BIND, NULL)) die("proc for tools");
    if (chroot("/golden/root/debian") || chdir("/") || dup2(input[0], 0) < 0) die("tools");
    char *clean[] = {"PATH=/usr/sbin:/usr/bin", NULL};
    execve(command[0], command, clean);
    die(command[0]);
  }
  close(input[0]);
  if (write(input[1], script, strlen(script)) < 0) die(command[0]);
  close(input[1]);
  if (waitpid(tool, &status, 0) != tool || status) errno = ECHILD, die(command[0]);
}

/* "inside" is the sandbox's cable; everything it may reach is decided here, in a network namespace the learner never enters. */
static char *rules(void) {
  const char *dns = setting("SB_DNS", NULL), *hub = setting("SB_HUB", NULL), *egress = setting("SB_EGRESS", "none");
  const char *mirrors = setting("SB_MIRRORS", NULL), *refused = setting("SB_REFUSED", NULL);
  char address[64] = "", *names = "", *images = "", *others = "";
  int http = 0, https = 0;
  if (hub && sscanf(hub, "%63[0-9.]:%d:%d", address, &http, &https) != 3) errno = EINVAL, die("SB_HUB");
  if (dns) names = format("meta l4proto { tcp, udp } th dport 53 dnat ip to %s\n", dns);
  if (hub) images = format("tcp dport 80 dnat ip to %s:%d\ntcp dport 443 dnat ip to %s:%d\n", address, http, address, https);
  if (!strcmp(egress, "open")) others = "meta nfproto ipv4 accept\n";
  else if (!strcmp(egress, "mirrors") && mirrors) others = format("ip daddr { %s } accept\n", mirrors);
  else if (strcmp(egress, "mirrors") && strcmp(egress, "none")) errno = EINVAL, die("SB_EGRESS");
  // A reset, not an ICMP answer: the kernel sends few of those per second, and waiting for one looks like a hang.
  return format(
      "table inet sandbox {\n"
      "chain refuse {\n meta l4proto tcp reject with tcp reset\n reject\n}\n"
      "chain input { type filter hook input priority 0; policy drop;\n"
      " ct state established,related accept\n"
      " ip saddr %s tcp dport 2222 accept\n"
      " iifname inside goto refuse\n}\n"
      "chain forward { type filter hook forward priority 0; policy drop;\n"
      " ct state established,related accept\n"
      " iifname != inside drop\n"
      " ct status dnat accept\n"
      " ip daddr { 0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 168.63.129.16, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.168.0.0/16, 224.0.0.0/3 } goto refuse\n"
      " %s%s%s"
      " %s goto refuse\n}\n"
      "chain prerouting { type nat hook prerouting priority -100;\n"
      " iifname != inside accept\n ip daddr != " GATEWAY " accept\n %s%s}\n"
      "chain postrouting { type nat hook postrouting priority 100;\n oifname != inside masquerade\n}\n}\n",
      setting("SB_SERVER", "127.0.0.1"), refused ? "ip daddr { " : "", refused ? refused : "", refused ? " } goto refuse\n" : "",
      others, names, images);
}

/* As wide as the container's own interface: an overlay network's is narrower than 1500 bytes. */
static int width(void) {
  int bytes = 1500;
  FILE *file = fopen("/sys/class/net/eth0/mtu", "re");
  if (file) {
    if (fscanf(file, "%d", &bytes) != 1) bytes = 1500;
    fclose(file);
  }
  return bytes;
}

void connect_network(pid_t child) {
  char *ip[] = {"/usr/sbin/ip", "-batch", "-", NULL}, *nft[] = {"/usr/sbin/nft", "-f", "-", NULL};
  int mtu = width();
  // Rules before the cable, so that nothing passes unfiltered.
  run(nft, rules(), 0);
  run(ip, format("link add inside mtu %d type veth peer name eth0 mtu %d netns %d\naddr add " GATEWAY "/30 dev inside\nlink set inside up\n", mtu, mtu, child), 0);
  run(ip, "link set lo up\naddr add " INSIDE "/30 dev eth0\nlink set eth0 up\nroute add default via " GATEWAY "\n", child);
  // Refusals of names (UDP) go by ICMP, which the kernel otherwise sends once a second: programs would wait for the others.
  if (!put("/vis/proc/sys/net/ipv4/icmp_ratelimit", "0")) die("icmp_ratelimit");
  if (!put("/vis/proc/sys/net/ipv4/ip_forward", "1")) die("ip_forward");
}

int listen_for_server(void) {
  int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
  struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons(2222)};
  setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (door < 0 || bind(door, (void *)&any, sizeof any) || listen(door, 64)) die("listen");
  return door;
}
