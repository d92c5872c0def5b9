/** A repository as `git clone` asks for it: what its one branch points to, and everything as one pack. */
export interface ServedRepository {
  /** Commit of `main`, 40 hex digits. */
  head: string;
  objects: number;
  pack: Buffer;
}

const branch = 'refs/heads/main';
const flush = Buffer.from('0000');
/** What one packet may carry besides its length and its band. */
const bandBytes = 65_515;

/** What we can do, in the words of git's protocol-capabilities. Shallow clones get everything, which is a few kilobytes. */
const capabilities = `side-band-64k shallow no-progress symref=HEAD:${branch} object-format=sha1 agent=slipway`;

function packet(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

/** The answer to `GET …/info/refs?service=git-upload-pack`, protocol version 0, which every git understands. */
export function advertise({ head }: ServedRepository): Buffer {
  return Buffer.concat([
    packet('# service=git-upload-pack\n'),
    flush,
    packet(`${head} HEAD\0${capabilities}\n`),
    packet(`${head} ${branch}\n`),
    flush,
  ]);
}

/**
 * The answer to `POST …/git-upload-pack`: the whole pack as soon as the client says "done", whatever it has already.
 * Null when the request is not one of git's.
 */
export function answerWants(repository: ServedRepository, request: Buffer): Buffer | null {
  const lines = readPackets(request);
  if (!lines?.some((line) => line.startsWith('want '))) return null;
  const shallow = lines.some((line) => line.startsWith('deepen')) ? [flush] : [];
  // A client that wants a shallow clone first asks where it would end, and goes on in a second request.
  if (!lines.includes('done')) return shallow[0] ?? packet('NAK\n');
  const { pack, objects } = repository;
  const parts: Buffer[] = [...shallow, packet('NAK\n')];
  if (!lines.some((line) => line.includes('no-progress')))
    parts.push(packet(`\u0002Total ${objects} (delta 0), reused ${objects} (delta 0)\n`));
  for (let at = 0; at < pack.length; at += bandBytes)
    parts.push(packet(Buffer.concat([Buffer.from([1]), pack.subarray(at, at + bandBytes)])));
  return Buffer.concat([...parts, flush]);
}

/** Lines of a request without their newlines, flushes left out; null when the lengths make no sense. */
function readPackets(request: Buffer): string[] | null {
  const lines: string[] = [];
  for (let at = 0; at < request.length; ) {
    const digits = request.toString('latin1', at, at + 4);
    const length = /^[0-9a-f]{4}$/.test(digits) ? Number.parseInt(digits, 16) : -1;
    if (length < 0 || length > request.length - at || (length > 0 && length < 4)) return null;
    if (length > 0) lines.push(request.toString('utf8', at + 4, at + length).replace(/\n$/, ''));
    at += Math.max(length, 4);
  }
  return lines;
}
