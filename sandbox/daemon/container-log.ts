import { checkAgent } from './ask-http.ts';

const longest = 64 * 1024;

/**
 * Text of an answer to `/containers/…/logs`: with a terminal it comes as it is, else in frames of 8 bytes of header (stream,
 * three zeros, length) and content. Lines our own questions left are dropped, and everything before the last 64 KiB.
 */
export function logText(bytes: Buffer, tty: boolean): string {
  const text = (tty ? bytes : Buffer.concat(frames(bytes))).toString('utf8').replaceAll('\r\n', '\n');
  const own = text.split('\n').filter((line) => !line.includes(checkAgent));
  return own.join('\n').slice(-longest);
}

function frames(bytes: Buffer): Buffer[] {
  const contents: Buffer[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const length = bytes.readUInt32BE(at + 4);
    contents.push(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return contents;
}
