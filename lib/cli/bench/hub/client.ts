import { Agent, type IncomingMessage, request } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';

/** How a request is made: with a token, from one of the loopback addresses, trusting a CA. */
export interface Ask {
  method?: string;
  token?: string;
  from?: string;
  ca?: string;
  headers?: Record<string, string | number>;
  body?: Uint8Array;
  /** Connections to use again; without, each request has its own. */
  agent?: Agent | SecureAgent;
}

/** What came back: the text when it was small, and how many bytes. */
export interface Got {
  status: number;
  location: string;
  bytes: number;
  text: string;
}

const keptText = 1024 * 1024;

/** An agent that keeps connections from the loopback address `from`. */
export function agentFrom(from: string, ca?: string): Agent | SecureAgent {
  const options = { keepAlive: true, localAddress: from };
  return ca ? new SecureAgent({ ...options, ca }) : new Agent(options);
}

/** Makes a request and reads its answer to the end; only the first MiB is kept. Rejects on statuses of 400 and above. */
export function get(url: string, ask: Ask = {}): Promise<Got> {
  const { method = 'GET', token, from, ca, headers = {}, body, agent } = ask;
  const { promise, resolve, reject } = Promise.withResolvers<Got>();
  const options = {
    ...{ method, agent: agent ?? false, ...(from && { localAddress: from }), ...(ca && { ca }) },
    headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) },
  };
  const read = (answer: IncomingMessage): void => {
    const kept: Buffer[] = [];
    let bytes = 0;
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= keptText) kept.push(chunk);
    });
    answer.on('error', reject);
    answer.on('end', () => {
      const status = answer.statusCode ?? 0;
      if (status >= 400) reject(new Error(`${method} ${url} was answered with ${status}`));
      else resolve({ status, location: answer.headers.location ?? '', bytes, text: Buffer.concat(kept).toString() });
    });
  };
  const sent = url.startsWith('https:') ? secureRequest(url, options, read) : request(url, options, read);
  sent.on('error', reject);
  sent.end(body);
  return promise;
}
