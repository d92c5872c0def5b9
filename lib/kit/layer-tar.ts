import { spawn } from 'node:child_process';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { extract, type Header, type Pack, pack } from 'tar-stream';
import { z } from 'zod';
import { AppError } from '#lib/base/index.ts';

/**
 * When every image of the kit says it was made, and the latest a file in it can say so: the day Debian 13 came out.
 * A fixed date makes the same files the same layer, whenever and wherever it is built.
 */
export const kitDate = new Date('2025-08-09T00:00:00Z');

/** Extended attributes of an entry. */
const Pax = z.record(z.string(), z.string());

const opaque = 'SCHILY.xattr.trusted.overlay.opaque';

/**
 * A folder as a layer's tar: sorted, dates at most {@link kitDate}, numeric owners, nothing below `dev` (the engine makes
 * its own), and what overlayfs marks as deleted written the way images do (`.wh.name`, `.wh..wh..opq`). Needs root.
 */
export async function* layerTar(folder: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const words = [
    ...['--create', '--directory', folder, '--sort=name', '--numeric-owner', '--format=posix', '--one-file-system'],
    ...['--pax-option=delete=atime,delete=ctime', '--xattrs', '--xattrs-include=security.capability'],
    ...['--xattrs-include=trusted.overlay.opaque', '--exclude=./dev/*', '.'],
  ];
  const tar = spawn('tar', words, { stdio: ['ignore', 'pipe', 'pipe'], signal });
  const complaints: Buffer[] = [];
  tar.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const ended = Promise.withResolvers<number | null>();
  tar.once('error', ended.reject);
  tar.once('close', ended.resolve);
  // Awaited below; a failure before that must not count as unhandled.
  ended.promise.catch(() => {});

  let complete = false;
  try {
    for await (const chunk of rewrite(tar.stdout)) if (chunk instanceof Uint8Array) yield chunk;
    complete = true;
  } finally {
    if (!complete) tar.kill();
  }
  const code = await ended.promise;
  if (code !== 0)
    throw new AppError('INTERNAL', `tar ended with ${code}: ${Buffer.concat(complaints).toString().slice(-500)}`);
}

function rewrite(source: Readable): Pack {
  const reader = extract();
  const writer = pack();
  source.pipe(reader);
  source.once('error', (error) => reader.destroy(error));

  async function copy(): Promise<void> {
    for await (const entry of reader) {
      const header = tidy(entry.header);
      if (header === null) {
        entry.resume();
        continue;
      }
      const isOpaque = paxOf(entry.header)[opaque] === 'y';
      const target = writer.entry(header);
      await new Promise<void>((resolve, reject) => {
        target.once('error', reject);
        target.once('finish', resolve);
        entry.once('error', reject);
        entry.pipe(target);
      });
      if (isOpaque) writer.entry({ name: posix.join(header.name, '.wh..wh..opq'), mtime: kitDate }, '');
    }
    writer.finalize();
  }
  // Whoever still reads gets the error from there; when nobody does any more, it must not end the process.
  writer.on('error', () => {});
  copy().catch((error: unknown) => writer.destroy(error instanceof Error ? error : new Error(String(error))));
  return writer;
}

function paxOf(header: Header): Record<string, string> {
  return Pax.parse(header.pax ?? {});
}

/** The header as it goes into the layer; null for the root folder itself. */
function tidy(header: Header): (Partial<Header> & { name: string }) | null {
  const name = header.name.replace(/^\.\/?/, '');
  if (name === '') return null;
  const { uid, gid, mode, size, type, linkname, devmajor, devminor, mtime } = header;
  const capability = paxOf(header)['SCHILY.xattr.security.capability'];
  const common = { uid, gid, mode, mtime: mtime < kitDate ? mtime : kitDate };
  if (type === 'character-device' && devmajor === 0 && devminor === 0) {
    return {
      ...common,
      name: posix.join(posix.dirname(name), `.wh.${posix.basename(name)}`),
      mode: 0o600,
      type: 'file',
      size: 0,
    };
  }
  return {
    ...common,
    name,
    type,
    size,
    linkname: type === 'link' ? linkname.replace(/^\.\//, '') : linkname,
    devmajor,
    devminor,
    ...(capability && { pax: { 'SCHILY.xattr.security.capability': capability } }),
  };
}
