import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { z } from 'zod';
import { AppError } from '#lib/base/index.ts';

const PackageJson = z.record(z.string(), z.unknown());

/** package.json of an npm tarball, whose one folder may have any name. Throws INTERNAL when there is none. */
export async function packageJsonOf(tarball: string): Promise<z.infer<typeof PackageJson>> {
  const archive = createReadStream(tarball).pipe(createGunzip()).pipe(extract());
  for await (const entry of archive) {
    if (/^[^/]+\/package\.json$/.test(entry.header.name))
      return PackageJson.parse(JSON.parse((await buffer(entry)).toString()));
    entry.resume();
  }
  throw new AppError('INTERNAL', `${tarball} holds no package.json`);
}
