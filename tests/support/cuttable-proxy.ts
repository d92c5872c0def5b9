import { connect, createServer, type Socket } from 'node:net';

/** A TCP relay on a loopback port whose connections can be cut, as a pulled cable or a dying host would. */
export interface CuttableProxy extends AsyncDisposable {
  readonly port: number;
  /** Cuts the connection accepted last. */
  cutLatest(): void;
  /** Cuts every connection; new ones are relayed again. */
  cutAll(): void;
}

/** Relays to `host:port`. */
export async function cuttableProxy(host: string, port: number): Promise<CuttableProxy> {
  const accepted: Socket[] = [];
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ host, port, noDelay: true });
    accepted.push(near);
    near.pipe(far).pipe(near);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.on('error', () => undefined).on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay has no port.');
  return {
    port: address.port,
    cutLatest: () => accepted.at(-1)?.resetAndDestroy(),
    cutAll: () => {
      for (const socket of accepted.splice(0)) socket.resetAndDestroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of accepted) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
