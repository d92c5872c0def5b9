import type { Report } from '#lib/base/index.ts';
import type { PackageShelf } from './package-shelf.ts';

/** What making layers needs of the host. */
export interface Workshop {
  /** Debian's code name the stand-ins are made of. */
  suite: string;
  /** Fetched packages and borrowed tools, kept from one build to the next. */
  cacheFolder: string;
  /** Root of the C compiler made by `makeToolchain` (lib/debian). */
  toolchain: string;
  /** Packages of all layers, see {@link PackageShelf}. */
  shelf: PackageShelf;
}

/** Makes the contents of a layer in `folder`, which is there and empty; `below` are the folders of the layers below, lowest first. */
export type Make = (
  folder: string,
  below: readonly string[],
  workshop: Workshop,
  report: Report,
  signal: AbortSignal,
) => Promise<void>;
