import { z } from 'zod';
import { AppError } from '#lib/base/index.ts';

/** Largest text the editor opens or saves, in bytes. */
export const largestFile = 1024 * 1024;

const path = z.string().min(1).max(4096);

/** `GET …/files?path=…&as=…`: a folder's entries or a file's text. */
export const ReadRequest = z.strictObject({ path, as: z.enum(['folder', 'text']) });

/** `PUT …/files`: save. `base` is the `modifiedAt` the text was read with, or null for a file that must not exist yet. */
export const SaveRequest = z.strictObject({ path, text: z.string(), base: z.number().nullable() });

/** `POST …/files`: make a folder, or give a file or folder another path. */
export const ChangeRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('make-folder'), path }),
  z.strictObject({ action: z.literal('rename'), path, to: path }),
]);

/** `DELETE …/files?path=…`. */
export const RemoveRequest = z.strictObject({ path });

/** Bytes as text for the editor. Throws FILE_BINARY for anything that is not UTF-8 or holds a NUL. */
export function textOf(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Falls through: not UTF-8.
  }
  throw new AppError('FILE_BINARY');
}

/** Text as bytes for the sandbox. Throws FILE_TOO_LARGE. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > largestFile) throw new AppError('FILE_TOO_LARGE');
  return bytes;
}
