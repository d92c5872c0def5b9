import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Docker from 'dockerode';
import { randomId, systemClock } from '#lib/base/index.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const readyMs = 60_000;

/** A site in a process of its own, on an instance of its own, that a test may kill and start again at the same address. */
export interface OwnSite extends AsyncDisposable {
  readonly url: string;
  /** Starts the server and waits until it serves. */
  start(): Promise<void>;
  /** Kills the server's process at once, as a power cut would; sandboxes run on. */
  kill(): Promise<void>;
}

/** Takes a free port and a new instance; nothing runs before {@link OwnSite.start}. `env` is added to the server's environment. */
export async function ownSite(env: Record<string, string> = {}): Promise<OwnSite> {
  const port = await freePort();
  const instance = `e2e-${randomId(8)}`;
  let site: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (!site || site.exitCode !== null || site.signalCode !== null) return;
    const ended = new Promise((resolve) => site?.once('exit', resolve));
    site.kill('SIGKILL');
    await ended;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    async start() {
      site = spawn(
        process.execPath,
        [join(root, 'lib/cli/main.ts'), 'start', '--port', String(port), '--instance', instance],
        { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
      );
      await served(site);
    },
    kill,
    async [Symbol.asyncDispose]() {
      await kill();
      if (!env.DOCKER_HOST) await removeSandboxes(instance);
    },
  };
}

/** Resolves when the site says that it is ready; rejects with what it said when it ends before, or says nothing for a minute. */
function served(site: ChildProcess): Promise<void> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error([`The site ${why}.`, ...said.slice(-20)].join('\n')));
    const late = systemClock.after(readyMs, () => fail('was not ready within a minute'));
    for (const stream of [site.stdout, site.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        if (line.startsWith('Slipway is ready:')) resolve();
      });
    }
    site.once('exit', (code) => {
      late[Symbol.dispose]();
      fail(`ended with code ${code}`);
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Removes the sandboxes an instance left running, for its lease would keep them for an hour. */
async function removeSandboxes(instance: string): Promise<void> {
  const docker = new Docker();
  const filters = { label: [`dev.slipway.instance=${instance}`] };
  for (const { Id } of await docker.listContainers({ all: true, filters }))
    await docker.getContainer(Id).remove({ force: true, v: true });
}
