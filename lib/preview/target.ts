import type { IncomingMessage } from 'node:http';
import { previewName, previewPath } from './model.ts';

/** Which preview a request is for, and what is left of its address. */
export interface Target {
  name: string;
  port: number;
  /** Path and query to ask for inside the sandbox. Without a slash at its beginning where one is missing behind `/preview/<name>`. */
  path: string;
  /** What stands before that path in the browser: '' on a host of its own, else `/preview/<name>`. */
  prefix: string;
}

/**
 * Reads the target from the Host header, else from the path; null when the request is for the site itself. The domain behind the
 * name is not looked at: the name is what gives access.
 */
export function targetOf(request: Pick<IncomingMessage, 'url' | 'headers'>): Target | null {
  const url = request.url?.startsWith('/') ? request.url : '/';
  const label = (request.headers.host ?? '').toLowerCase().split('.', 1)[0] ?? '';
  const byHost = previewName.exec(label);
  if (byHost) return { name: label, port: Number(byHost[1]), path: url, prefix: '' };
  if (!url.startsWith(previewPath)) return null;
  const [, name = '', rest = ''] = /^([^/?]*)(.*)$/s.exec(url.slice(previewPath.length)) ?? [];
  const byPath = previewName.exec(name);
  if (!byPath) return null;
  return { name, port: Number(byPath[1]), path: rest, prefix: `${previewPath}${name}` };
}
