import { join } from 'node:path';

/** Debian release of the root file system and of the compiler. The one place to change it. */
export const suite = 'trixie';

/** What a learner finds installed: the Docker engine with its plugins, and the tools lessons mention. */
export const packages: readonly string[] = [
  ...['docker.io', 'docker-cli', 'docker-compose', 'docker-buildx', 'iptables', 'nftables', 'iproute2'],
  ...['curl', 'ca-certificates', 'procps', 'less', 'nano', 'vim-tiny', 'git', 'jq', 'bash-completion', 'xz-utils'],
  ...['psmisc', 'hostname', 'iputils-ping', 'mount', 'libcap2-bin', 'kmod'],
  // The channel, and the server's eyes on files.
  ...['openssh-server', 'openssh-sftp-server', 'inotify-tools'],
];

/** Tidying of Debian: start scripts that cannot work here (the warden and the keeper do their work), keys nobody may share. */
export const tidy = 'cd "$1" && rm -rf etc/init.d/docker etc/ssh/ssh_host_* root/.ssh';

/** Where the sources of a part of the sandbox are. */
export const sources = {
  warden: join(import.meta.dirname, 'warden'),
  keeper: join(import.meta.dirname, 'keeper'),
  files: join(import.meta.dirname, 'files'),
};

/** Small and the same everywhere: static, no symbols, every warning an error. */
export const compilerFlags = ['-O2', '-std=gnu17', '-static', '-s', '-Wall', '-Wextra', '-Werror'];
