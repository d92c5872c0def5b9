/** Bytes in one segment; all segments but the newest are full, so a position finds its segment by division. */
const segmentBytes = 16 * 1024;

/**
 * The most recent output of a terminal, addressed by absolute byte position since its shell started.
 * Takes memory as output comes, at most `capacityBytes` (rounded up to whole segments).
 */
export class Scrollback {
  readonly #most: number;
  #segments: Buffer[] = [];
  #base = 0;
  #head = 0;

  constructor(capacityBytes: number) {
    this.#most = Math.ceil(capacityBytes / segmentBytes);
  }

  /** Position after the last byte. */
  get head(): number {
    return this.#head;
  }

  /** Position of the oldest byte still kept. */
  get oldest(): number {
    return this.#base;
  }

  append(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const used = (this.#head - this.#base) % segmentBytes;
      if (used === 0) this.#grow();
      const segment = this.#segments.at(-1);
      if (!segment) return;
      const part = bytes.subarray(from, from + segmentBytes - used);
      segment.set(part, used);
      from += part.length;
      this.#head += part.length;
    }
  }

  /** Up to `most` bytes from `position` on, as a copy; fewer at a segment's end, none at the head. `position` must be kept still. */
  read(position: number, most: number): Uint8Array {
    const offset = position - this.#base;
    const segment = this.#segments[Math.floor(offset / segmentBytes)];
    if (!segment || position >= this.#head) return new Uint8Array(0);
    const start = offset % segmentBytes;
    const end = Math.min(segmentBytes, start + most, start + this.#head - position);
    return Uint8Array.prototype.slice.call(segment, start, end);
  }

  #grow(): void {
    if (this.#segments.length === this.#most) {
      this.#segments.shift();
      this.#base += segmentBytes;
    }
    this.#segments.push(Buffer.alloc(segmentBytes));
  }
}
