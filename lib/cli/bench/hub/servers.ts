import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { systemClock } from '#lib/base/index.ts';
import { runProgram } from '#lib/debian/index.ts';
import { get } from './client.ts';

/** A registry in a process of its own. */
export interface Served extends AsyncDisposable {
  origin: string;
  /** MiB of memory its process holds now. */
  memory(): Promise<number>;
}

const Ports = z.object({ httpPort: z.number(), httpsPort: z.number(), caPem: z.string() });

/** The hub over the content store in `folder`; over TLS as well. */
export async function serveHub(folder: string): Promise<Served & { secureOrigin: string; caPem: string }> {
  const child = fork(join(import.meta.dirname, 'serve-hub.ts'), [folder]);
  const [message] = await once(child, 'message');
  const { httpPort, httpsPort, caPem } = Ports.parse(message);
  return {
    ...{ origin: `http://127.0.0.1:${httpPort}`, secureOrigin: `https://127.0.0.1:${httpsPort}`, caPem },
    memory: () => memoryOf(child.pid),
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** Debian's docker-registry with its files in `folder`: the host's own, else unpacked there, not installed. Null when neither can be had. */
export async function serveDebianRegistry(folder: string, signal: AbortSignal): Promise<Served | null> {
  const program = await findRegistry(folder, signal).catch(() => null);
  if (program === null) return null;
  const port = await freePort();
  const config = join(folder, 'config.yml');
  const settings = {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'content') } },
    http: { addr: `127.0.0.1:${port}` },
  };
  // JSON is YAML.
  await writeFile(config, JSON.stringify(settings));
  const child = spawn(program, ['serve', config], { stdio: 'ignore' });
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const up = await get(`${origin}/v2/`).catch(() => null);
    if (up) break;
    if (tries === 50) throw new Error('docker-registry does not answer');
    await systemClock.sleep(100, signal);
  }
  return {
    origin,
    memory: () => memoryOf(child.pid),
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function findRegistry(folder: string, signal: AbortSignal): Promise<string> {
  const installed = await runProgram(['sh', '-c', 'command -v docker-registry'], { signal }).catch(() => '');
  if (installed) return installed.trim();
  await mkdir(folder, { recursive: true });
  const root = await mkdtemp(join(folder, 'package-'));
  await runProgram(['apt-get', 'download', 'docker-registry'], { cwd: root, signal });
  const deb = (await readdir(root)).find((name) => name.endsWith('.deb')) ?? '';
  await runProgram(['dpkg-deb', '-x', join(root, deb), root], { signal });
  return join(root, 'usr/bin/docker-registry');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

async function memoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
