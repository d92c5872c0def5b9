import { connect } from 'node:net';
import type { Clock } from '#lib/base/index.ts';

const retryMs = 15;

/**
 * Resolves when an SSH server greets at the address. The greeting comes from inside the sandbox, so it proves that the whole way
 * works; a mere connection would not. Rejects only when aborted.
 */
export async function awaitSsh(host: string, port: number, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!(await greets(host, port, signal))) await clock.sleep(retryMs, signal);
}

function greets(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal });
    socket.once('data', (bytes) => {
      resolve(bytes.toString('latin1').startsWith('SSH-2.0'));
      socket.destroy();
    });
    socket.once('error', () => (signal.aborted ? reject(signal.reason) : resolve(false)));
    socket.once('close', () => (signal.aborted ? reject(signal.reason) : resolve(false)));
  });
}
