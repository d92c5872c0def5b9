import type { IncomingMessage } from 'node:http';

/**
 * Whether a request was made by a page of this site. `configured` is the public origin when a proxy stands in front, else ''
 * and the Origin must name the host the request was sent to. A missing Origin is refused: browsers always send it where it matters.
 */
export function isOwnOrigin(request: IncomingMessage, configured: string): boolean {
  const { origin, host } = request.headers;
  if (!origin || !URL.canParse(origin)) return false;
  if (configured !== '') return origin === configured;
  return host !== undefined && new URL(origin).host === host.toLowerCase();
}
