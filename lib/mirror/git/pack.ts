import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { GitObject } from './objects.ts';

const types = { commit: 1, tree: 2, blob: 3 };

/** A pack of these objects, each once and whole (no deltas), see git's gitformat-pack. */
export function packOf(objects: readonly GitObject[]): Buffer {
  const each = [...new Map(objects.map((object) => [object.id, object])).values()];
  const header = Buffer.from('PACK\0\0\0\u0002\0\0\0\0', 'latin1');
  header.writeUInt32BE(each.length, 8);
  const entries = each.flatMap(({ type, content }) => [entryHeader(types[type], content.length), deflateSync(content)]);
  const body = Buffer.concat([header, ...entries]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

/** Type and size: four bits of the size in the first byte, seven in each further one; the highest bit says that more follow. */
function entryHeader(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size & 15)];
  for (let rest = size >>> 4; rest > 0; rest >>>= 7) {
    bytes.push((bytes.pop() ?? 0) | 0x80, rest & 0x7f);
  }
  return Buffer.from(bytes);
}
