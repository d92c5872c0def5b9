import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:https';

/** An answer as a registry client sees it. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Ask {
  method?: string;
  host?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/**
 * Speaks to a hub over TLS the way an engine in a sandbox does: by Docker Hub's names, trusting the lab CA and nothing else.
 * `from` is the loopback address it has, as each sandbox has one of its own.
 */
export function hubClient(port: number, caPem: string, from = '127.0.0.1') {
  const agent = new Agent({ ca: caPem, keepAlive: true, localAddress: from });

  function ask(
    path: string,
    { method = 'GET', host = 'registry-1.docker.io', headers = {}, body }: Ask = {},
  ): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const options = { agent, host: '127.0.0.1', port, path, method, servername: host, headers: { host, ...headers } };
    const sent = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
    return promise;
  }

  /** The bearer token the token service gives for these scopes, anonymous or with `user:password`. */
  async function token(scopes: readonly string[], login?: string): Promise<string> {
    const query = new URLSearchParams([
      ['service', 'registry.docker.io'],
      ...scopes.map((scope): [string, string] => ['scope', scope]),
    ]);
    const headers: Record<string, string> = login
      ? { authorization: `Basic ${Buffer.from(login).toString('base64')}` }
      : {};
    const answer = await ask(`/token?${query}`, { host: 'auth.docker.io', headers });
    if (answer.status !== 200) throw new Error(`token service answered ${answer.status}`);
    return JSON.parse(answer.body.toString()).token;
  }

  /** The same as `ask`, after the token dance for `repository`: what docker does for every command. */
  async function askAs(
    repository: string,
    path: string,
    options: Ask & { actions?: string; login?: string } = {},
  ): Promise<Answer> {
    const bearer = await token([`repository:${repository}:${options.actions ?? 'pull'}`], options.login);
    return ask(path, { ...options, headers: { ...options.headers, authorization: `Bearer ${bearer}` } });
  }

  return { ask, token, askAs, close: () => agent.destroy() };
}

/** The digest of some bytes. */
export function digestOf(bytes: string | Uint8Array): `sha256:${string}` {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** The code, message and detail of the specification's error document. */
export function errorOf(answer: Answer): { code: string; message: string; detail: unknown } {
  return JSON.parse(answer.body.toString()).errors[0];
}
