/** Part of a blob a client asked for; both ends are counted. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Reads a `Range` header for a blob of `size` bytes. `whole` when there is none or it is of a form a server may ignore
 * (several ranges, other units: RFC 9110, 14.2), `unsatisfiable` when it lies outside.
 */
export function readByteRange(header: string | undefined, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return 'whole';
  const [, from = '', to = ''] = match;
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(from);
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < start) return 'whole';
  return start >= size ? 'unsatisfiable' : { start, end };
}
