import { Transform } from 'node:stream';

/** A link in HTML, or an address in a style, that begins at the root of the server: `href="/x"`, `url(/x)`. */
const rootLink =
  /((?:\s(?:href|src|action|formaction|poster|data)\s{0,8}=\s{0,8}["']?)|(?:url\(\s{0,8}["']?))\/(?!\/)/gi;
/** The end of a chunk that may be the beginning of one. */
const unfinished = /(?:\s[a-z]{0,10}\s{0,8}=?\s{0,8}["']?|u(?:r(?:l(?:\(\s{0,8}["']?)?)?)?)\/?$/i;
/** Longer than any unfinished beginning. */
const reach = 40;

/**
 * Puts `prefix` before links that begin at the root, so that a server that knows nothing of the path it is shown under works there.
 * Works on text as it streams (latin1, so that no byte changes); addresses made by scripts are out of reach.
 */
export function ownLinks(prefix: string): Transform {
  let rest = '';
  const rewrite = (text: string) => Buffer.from(text.replace(rootLink, `$1${prefix}/`), 'latin1');
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = rest + chunk.toString('latin1');
      const tail = text.slice(-reach);
      const held = unfinished.exec(tail)?.[0].length ?? 0;
      rest = text.slice(text.length - held);
      done(null, rewrite(text.slice(0, text.length - held)));
    },
    flush(done) {
      done(null, rewrite(rest));
    },
  });
}
