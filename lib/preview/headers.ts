import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Target } from './target.ts';

/** Meant for one connection, never for the next (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What a learner's server must not tell browsers about this site: they would keep it, or forget what is ours. */
const notForBrowsers = new Set([
  'alt-svc',
  'clear-site-data',
  'nel',
  'report-to',
  'reporting-endpoints',
  'strict-transport-security',
  // Previews are shown in a frame; who may frame one is not the learner's server's business.
  'x-frame-options',
]);

const ourCookie = /^(__Host-)?slipway/i;

/** Keeps a page without an origin of its own (a path under ours) away from everything that is ours. */
const sandboxed =
  'sandbox allow-scripts allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads';

/** Headers of a browser's request as the learner's server gets them. Cookies and names of this site stay here. */
export function requestHeaders(request: IncomingMessage, { port, prefix }: Target): OutgoingHttpHeaders {
  const { headers } = request;
  const named = connectionNames(headers);
  const result: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || hopByHop.has(name) || named.has(name) || name.startsWith('x-slipway-')) continue;
    result[name] = value;
  }
  delete result.cookie;
  const own = prefix === '' ? foreignCookies(headers.cookie) : '';
  if (own) result.cookie = own;
  result['x-forwarded-for'] = request.socket.remoteAddress ?? 'unknown';
  result['x-forwarded-proto'] ??= 'http';
  result['x-forwarded-host'] = headers.host ?? '';
  if (prefix !== '') {
    result.host = `localhost:${port}`;
    result['x-forwarded-prefix'] = prefix;
    if (headers.origin !== undefined) result.origin = `http://localhost:${port}`;
    delete result.referer;
    // A page is rewritten on its way, which needs it as it is written.
    if (/^(document|i?frame|style)$/.test(String(headers['sec-fetch-dest']))) delete result['accept-encoding'];
  }
  return result;
}

/** Headers of the learner's server as browsers get them. `host` is the request's own. */
export function responseHeaders(
  response: IncomingMessage,
  { port, prefix }: Target,
  host: string,
): Record<string, string | string[]> {
  const named = connectionNames(response.headers);
  const result: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value === undefined || hopByHop.has(name) || notForBrowsers.has(name) || named.has(name)) continue;
    result[name] = value;
  }
  delete result['set-cookie'];
  if (prefix === '') {
    const cookies = (response.headers['set-cookie'] ?? []).flatMap(hostOnlyCookie);
    if (cookies.length > 0) result['set-cookie'] = cookies;
  } else {
    result['content-security-policy'] = [response.headers['content-security-policy'] ?? [], sandboxed].flat();
    Object.assign(result, openToOpaque);
  }
  for (const name of ['location', 'content-location'] as const) {
    const value = response.headers[name];
    if (value !== undefined) result[name] = ownLocation(value, port, prefix, host);
  }
  // The name in the address is the key to it, so it is not told to other sites.
  result['referrer-policy'] = 'same-origin';
  return result;
}

/** What a page without an origin needs to load its own scripts and data. Nothing is read with the learner's cookies there. */
export const openToOpaque = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': '*',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': '*',
} as const;

/** "http://localhost:8080/x" and "http://<this host, any port>/x" are here; other places are left as they are. */
function ownLocation(location: string, port: number, prefix: string, host: string): string {
  if (location.startsWith('/') && !location.startsWith('//')) return prefix + location;
  if (!URL.canParse(location)) return location;
  const url = new URL(location);
  if (!/^https?:$/.test(url.protocol)) return location;
  const local = /^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])$/.test(url.hostname);
  const same = url.hostname === host.toLowerCase().replace(/:\d+$/, '');
  const here = (local && (url.port || '80') === String(port)) || (same && prefix === '') || (local && url.port === '');
  return here ? `${prefix}${url.pathname}${url.search}${url.hash}` : location;
}

function connectionNames(headers: IncomingHttpHeaders): Set<string> {
  return new Set((headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
}

function foreignCookies(header: string | undefined): string {
  const cookies = (header ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.filter((cookie) => cookie !== '' && !ourCookie.test(cookie)).join('; ');
}

/** A cookie for this preview's host alone: without Domain, and never under a name of ours. */
function hostOnlyCookie(cookie: string): string[] {
  if (ourCookie.test(cookie.trimStart())) return [];
  const [pair = '', ...attributes] = cookie.split(';');
  return [[pair, ...attributes.filter((attribute) => !/^\s*domain\s*=/i.test(attribute))].join(';')];
}
