/**
 * True when a request was made by one of our own pages. `Sec-Fetch-Site` is what browsers say and pages cannot forge;
 * older browsers fall back to comparing `Origin` with the host the request was sent to.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site) return site === 'same-origin';
  const origin = headers.get('origin');
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  return origin !== null && host !== null && URL.canParse(origin) && new URL(origin).host === host;
}
