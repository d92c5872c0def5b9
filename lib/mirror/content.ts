import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** One file of the package folder. */
export const PackageFile = z.strictObject({
  /** Bytes. */
  size: z.int().nonnegative(),
  /** 64 hex digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PackageFile = z.infer<typeof PackageFile>;

/**
 * `index.json` of the package folder: what it was made from and every file in it by path. Nothing that is not listed is served.
 * `pip/<project>/<wheel>`, `npm/<package>/packument.json` and tarballs beside it, `debian/…` as in Debian's archive.
 */
export const PackageIndex = z.strictObject({
  inputs: z.string(),
  files: z.record(z.string(), PackageFile),
});
export type PackageIndex = z.infer<typeof PackageIndex>;

/** The package folder's files; empty when there is none. */
export interface PackageContent {
  /** Reads the index again when it was replaced since the last time. */
  index(): Promise<PackageIndex>;
  path(file: string): string;
}

const nothing: PackageIndex = { inputs: '', files: {} };

/** The package folder at `folder`, which need not exist yet and may be replaced as a whole at any time. */
export function openPackageContent(folder: string): PackageContent {
  const file = join(folder, 'index.json');
  let known = { stamp: '', index: nothing };
  return {
    path: (name) => join(folder, name),
    async index() {
      const found = await stat(file).catch(() => null);
      if (!found) return nothing;
      const stamp = `${found.ino} ${found.mtimeMs} ${found.size}`;
      if (stamp !== known.stamp) known = { stamp, index: PackageIndex.parse(JSON.parse(await readFile(file, 'utf8'))) };
      return known.index;
    },
  };
}
