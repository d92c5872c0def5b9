import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { join } from 'node:path';

/** Where a Docker engine's API is: a socket on this machine, or TCP with or without TLS. */
export type EngineAddress =
  | { via: 'socket'; path: string; said: string }
  | { via: 'tcp'; host: string; port: number; certificates: string | undefined; said: string };

/**
 * Where the engine may be, in the order to try. DOCKER_HOST, when set, is the only candidate, as for the docker command
 * (with DOCKER_TLS_VERIFY and DOCKER_CERT_PATH). Else the usual socket, then a rootless engine's.
 * Throws an Error for a DOCKER_HOST of another kind (ssh://).
 */
export function engineCandidates(env: Record<string, string | undefined>): EngineAddress[] {
  const said = env.DOCKER_HOST;
  if (!said) {
    const rootless = env.XDG_RUNTIME_DIR ? [`${env.XDG_RUNTIME_DIR}/docker.sock`] : [];
    return ['/var/run/docker.sock', ...rootless].map((path) => ({ via: 'socket', path, said: `unix://${path}` }));
  }
  if (said.startsWith('unix://')) return [{ via: 'socket', path: said.slice(7), said }];
  const url = URL.canParse(said) ? new URL(said) : undefined;
  if (url && ['tcp:', 'http:', 'https:'].includes(url.protocol)) {
    const tls = url.protocol === 'https:' || Boolean(env.DOCKER_TLS_VERIFY);
    const certificates = tls ? (env.DOCKER_CERT_PATH ?? join(env.HOME ?? '/root', '.docker')) : undefined;
    return [{ via: 'tcp', host: url.hostname, port: Number(url.port) || (tls ? 2376 : 2375), certificates, said }];
  }
  throw new Error(`DOCKER_HOST is "${said}"; unix:// and tcp:// addresses are understood.`);
}

/**
 * One call of the Engine API; resolves with status and body. Rejects when nothing answers within `timeoutMs`.
 * For finding an engine and for cleaning up; sandboxes are made through sandbox/drivers.
 */
export function callEngine(
  address: EngineAddress,
  method: 'GET' | 'DELETE' | 'POST',
  path: string,
  timeoutMs = 5000,
): Promise<{ status: number; body: string }> {
  const options: RequestOptions = { method, path, timeout: timeoutMs, agent: false };
  if (address.via === 'socket') options.socketPath = address.path;
  else {
    options.host = address.host;
    options.port = address.port;
    if (address.certificates) {
      for (const name of ['ca', 'cert', 'key'] as const)
        options[name] = readFileSync(join(address.certificates, `${name}.pem`));
    }
  }
  const request = address.via === 'tcp' && address.certificates ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const call = request(options, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    call.on('timeout', () => call.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    call.on('error', reject);
    call.end();
  });
}
