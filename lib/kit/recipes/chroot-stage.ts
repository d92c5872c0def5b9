import type { Report } from '#lib/base/index.ts';
import { runProgram } from '#lib/debian/index.ts';

/** Layers as one tree in which a script runs. All paths are of the host. */
export interface Stage {
  /** Folders of the layers below, lowest first. */
  below: readonly string[];
  /** Gets what the script changes. */
  upper: string;
  /** An empty folder on the same file system, for overlayfs. */
  work: string;
  /** An empty folder the tree is mounted on. */
  tree: string;
  /** apt's lists: read, and written only when `fill` says so. */
  lists: string;
  /** apt's cache: fetched packages and the parsed lists. */
  cache: string;
  /** True keeps in `lists` and `cache` what apt fetches; otherwise they stay as they are, so that many stages can share them. */
  fill: boolean;
  /** Lines of sources.list apt uses; those of the image are for its learners. */
  sources: readonly string[];
  script: string;
}

/**
 * Runs on the host in a mount namespace of its own, so that nothing stays mounted however it ends: the layers below and the
 * new one as one tree, the host's name resolution and apt settings lent to it, then the script inside by chroot.
 * $1 lower folders, $2 upper, $3 work, $4 tree, $5 lists, $6 cache, $7 fill or share, $8 package sources, $9 the script.
 */
const stage = `
set -e
mount -t overlay overlay -o "lowerdir=$1,upperdir=$2,workdir=$3" "$4"
mount -t tmpfs tmpfs "$4/run"
mount -t proc proc "$4/proc"
mount --rbind /dev "$4/dev"
mount -t tmpfs tmpfs "$4/tmp"
mkdir -p "$4/var/lib/apt/lists" "$4/var/cache/apt"
mount --bind "$5" "$4/var/lib/apt/lists"
if [ "$7" = fill ]; then
  mount --bind "$6" "$4/var/cache/apt"
else
  mkdir "$4/run/cache" "$4/run/cache/upper" "$4/run/cache/work"
  mount -t overlay overlay -o "lowerdir=$6,upperdir=$4/run/cache/upper,workdir=$4/run/cache/work" "$4/var/cache/apt"
fi
for file in resolv.conf hosts; do
  cp "/etc/$file" "$4/run/$file"
  [ -e "$4/etc/$file" ] || : > "$4/etc/$file"
  mount --bind "$4/run/$file" "$4/etc/$file"
done
# The server these settings name answers inside sandboxes only.
[ ! -e "$4/etc/apt/apt.conf.d/90workshop" ] || mount --bind /dev/null "$4/etc/apt/apt.conf.d/90workshop"
printf '%s\\n' "$8" > "$4/run/sources.list"
{
  apt-config dump | grep -E '^Acquire::(Check-Valid-Until|https?::(Proxy|Verify-Peer|CaInfo))' || true
  echo 'Dir::Etc::sourcelist "/run/sources.list"; Dir::Etc::sourceparts "/dev/null"; APT::Sandbox::User "root";'
} > "$4/run/apt.conf"
exec env -i \${http_proxy:+http_proxy="$http_proxy"} \${https_proxy:+https_proxy="$https_proxy"} HOME=/root \\
  PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive APT_CONFIG=/run/apt.conf \\
  chroot "$4" /bin/sh -ec "$9"
`;

/** Runs a script in the tree of its layers. Needs root, for overlayfs and chroot. Throws INTERNAL with its last lines when it fails. */
export async function runStage(options: Stage, report: Report, signal: AbortSignal): Promise<void> {
  const { below, upper, work, tree, lists, cache, fill, sources, script } = options;
  const words = [below.toReversed().join(':'), upper, work, tree, lists, cache, fill ? 'fill' : 'share'];
  await runProgram(
    [
      ...['unshare', '--mount', '--propagation', 'private', 'sh', '-c', stage, 'sh'],
      ...[...words, sources.join('\n'), script],
    ],
    { signal, onLine: (line) => tell(line, report) },
  );
}

/** Of what apt says only what moves: that packages are fetched, and which is unpacked or set up. */
function tell(line: string, report: Report): void {
  const [, verb = '', name = ''] = /^(Unpacking|Setting up) (\S+)/.exec(line) ?? [];
  if (name) report(`${verb.toLowerCase()} ${name}`);
  else if (line.startsWith('Get:')) report('fetching packages');
}
