import { createServer } from 'node:net';
import { SetupError } from '#lib/setup/index.ts';

/** Says at once, before minutes of preparation, that the port cannot be had. 0 means any free one. Throws SetupError. */
export async function refuseTakenPort(host: string, port: number): Promise<void> {
  const why = await portProblem(host, port);
  if (why) throw new SetupError('INTERNAL', why, 'choose another with --port or --host.');
}

/** Why `host`:`port` cannot be listened on; undefined when it can. */
export function portProblem(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(sayWhy(error, host, port)));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

function sayWhy(error: Error, host: string, port: number): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} of ${host} is in use by another program.`;
  if (code === 'EACCES') return `Port ${port} needs more rights than this user has.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is not an address of this machine.`;
  return `${host}:${port} cannot be listened on: ${error.message}.`;
}
