const alphabet = '0123456789abcdefghijkmnpqrstuvwxyz';

/** A random lower-case id of `length` characters (34 symbols, about 5 bits each), safe in URLs, host names and labels. */
export function randomId(length = 16): string {
  let id = '';
  // Bytes from 238 up would favour the first symbols, so they are thrown away.
  while (id.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < 238 && id.length < length) id += alphabet[byte % 34];
    }
  }
  return id;
}
