import type { LayerFile } from '../definition.ts';

/**
 * Where the server answers inside every sandbox, also for containers and builds, which have no name for it: the address of
 * the sandbox's gateway (sandbox/image/warden).
 */
const server = '10.200.0.1';

/**
 * What sends apt and pip of all images to the workshop's server, so that learners' Dockerfiles need nothing: files by path.
 * apt takes it for its proxy and still says that it talks to Debian; others' archives it asks directly.
 */
export const mirrorFiles: Readonly<Record<string, string>> = {
  'etc/apt/apt.conf.d/90workshop': `// The workshop's server answers for Debian's, with and without the internet.
Acquire::http::Proxy::debian.slipway.test "http://${server}";
// Who has no way out should read so within seconds.
Acquire::http::Timeout "10";
Acquire::Retries "0";
`,
  'etc/pip.conf': `[global]
# The workshop's server answers for PyPI.
index-url = http://${server}/pip/simple/
trusted-host = ${server}
timeout = 5
retries = 1
disable-pip-version-check = true
root-user-action = ignore
# In a container there is no system Python to protect from pip.
break-system-packages = true
`,
};

/** The same for npm, as the built-in configuration of the one in the node image. */
export const npmrc: LayerFile = {
  path: 'usr/local/lib/node_modules/npm/npmrc',
  content: `; The workshop's server answers for npm's registry.
registry=http://${server}/npm/
audit=false
fund=false
update-notifier=false
fetch-retries=1
fetch-timeout=10000
`,
};
