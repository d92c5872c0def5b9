/** How published ports of a sandbox are named in addresses. Shared by the server, which answers there, and pages, which link there. */

/** `p-<port>-<16 random symbols>`: one DNS label. Whoever knows the name may look, so it cannot be guessed and is never used again. */
export const previewName = /^p-(\d{1,5})-[0-9a-z]{16}$/;

/** Path under which a name is answered where host names cannot be had: `/preview/<name>/…`. */
export const previewPath = '/preview/';

/** Where a page stands, as `location` says it. */
export interface PagePlace {
  protocol: string;
  hostname: string;
  /** '' for the default port. */
  port: string;
}

/** An address a page may show. `isolated` is false where it shares the page's origin: only a sandboxed document may be shown there. */
export interface PreviewAddress {
  /** Ends with a slash. */
  url: string;
  isolated: boolean;
}

/**
 * The address of a preview for a page at `place`: a sub-domain of `origin`, the operator's wildcard domain ("https://ports.example.org",
 * '' when there is none); a sub-domain of localhost for pages opened on the machine itself, which needs no DNS; else a path.
 */
export function previewAddress(name: string, place: PagePlace, origin = ''): PreviewAddress {
  if (origin !== '') {
    const { protocol, host } = new URL(origin);
    return { url: `${protocol}//${name}.${host}/`, isolated: true };
  }
  if (isLoopback(place.hostname)) {
    const port = place.port === '' ? '' : `:${place.port}`;
    return { url: `${place.protocol}//${name}.localhost${port}/`, isolated: true };
  }
  return { url: `${previewPath}${name}/`, isolated: false };
}

/** True for names that lead a browser to its own machine. Its sub-domains of localhost then lead to the same server. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname);
}
