import { z } from 'zod';

/** Terminals a page may have open in one session; the server refuses more with TERMINAL_LIMIT. */
export const terminalLimit = 6;
/** Bytes of output a viewer may have unacknowledged before the server stops sending to it. */
export const windowBytes = 512 * 1024;
/** A viewer acknowledges at least every so many bytes. */
export const ackEveryBytes = 64 * 1024;

const terminal = z.int().min(0).max(255);
const cols = z.int().min(2).max(500);
const rows = z.int().min(1).max(200);
/** Absolute byte position in a terminal's output since its shell started. */
const seq = z.int().nonnegative();

/** Frames a browser sends about terminals. `open` with a number that exists attaches to it; `from` asks for replay. */
export const TerminalClientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open'), terminal, cols, rows, from: seq.optional() }),
  z.strictObject({ type: z.literal('input'), terminal, data: z.string().max(64_000) }),
  z.strictObject({ type: z.literal('resize'), terminal, cols, rows }),
  z.strictObject({ type: z.literal('ack'), terminal, seq }),
  z.strictObject({ type: z.literal('close'), terminal }),
]);
export type TerminalClientFrame = z.infer<typeof TerminalClientFrame>;

/**
 * Frames the server sends about terminals. Output itself is binary: see {@link encodeOutput}.
 * `opened.shell` tells one shell from the next under the same number: positions are comparable within one only.
 * `opened.from` is the position replay starts at; larger than asked for means that much is gone (said openly, never silently).
 */
export const TerminalServerFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('opened'), terminal, shell: z.string().max(32), from: seq, head: seq }),
  z.strictObject({ type: z.literal('skipped'), terminal, from: seq, to: seq }),
  z.strictObject({ type: z.literal('closed'), terminal, exitCode: z.int().nullable() }),
]);
export type TerminalServerFrame = z.infer<typeof TerminalServerFrame>;

const headerBytes = 8;

/** Output as one binary message: u8 terminal, u8 zero, u48be position of the first byte, then the bytes. */
export function encodeOutput(terminalNumber: number, position: number, bytes: Uint8Array): Uint8Array {
  const frame = new Uint8Array(headerBytes + bytes.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, terminalNumber);
  view.setUint16(2, Math.floor(position / 2 ** 32));
  view.setUint32(4, position % 2 ** 32);
  frame.set(bytes, headerBytes);
  return frame;
}

/** Reads a message made by {@link encodeOutput}; null when it is too short to be one. */
export function decodeOutput(frame: ArrayBuffer): { terminal: number; position: number; bytes: Uint8Array } | null {
  if (frame.byteLength < headerBytes) return null;
  const view = new DataView(frame);
  return {
    terminal: view.getUint8(0),
    position: view.getUint16(2) * 2 ** 32 + view.getUint32(4),
    bytes: new Uint8Array(frame, headerBytes),
  };
}
