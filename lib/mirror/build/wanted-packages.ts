/**
 * What lessons install. Everything these need is added when the packages are fetched; recommended packages are not.
 * One list each, so that adding a package to a lesson is adding a word here.
 */
export const wanted = {
  /** Debian packages a learner's Dockerfile, or a shell in a container, installs. */
  debian: [
    ...['bash-completion', 'ca-certificates', 'curl', 'file', 'git', 'htop', 'iproute2', 'iputils-ping', 'jq', 'less'],
    ...['lsof', 'nano', 'net-tools', 'netcat-openbsd', 'procps', 'psmisc', 'tree', 'unzip', 'vim-tiny', 'wget'],
    ...['cowsay', 'nginx', 'nginx-light', 'redis-server', 'redis-tools', 'python3', 'python3-pip', 'python3-venv'],
    // For the lesson about stages: a compiler in one, its program alone in the next.
    ...['gcc', 'libc6-dev', 'make'],
  ],
  /** Debian's packages of the Python projects lessons name in requirements.txt; repacked as wheels. */
  python: ['python3-flask', 'python3-redis', 'python3-yaml', 'python3-jinja2', 'python3-markdown', 'python3-requests'],
  /** npm packages with the range of versions, each key a name of its own. */
  npm: { koa: 'koa@3', 'koa-2': 'koa@2', router: '@koa/router@14' },
} as const;
