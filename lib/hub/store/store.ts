import { type Blobs, openBlobs } from './blobs.ts';
import { layout } from './layout.ts';
import { openRepositories, type Repositories } from './repositories.ts';
import { openUploads, type Uploads } from './uploads.ts';

/** Everything a registry keeps, in one folder; safe to kill at any time and to use from several processes. */
export interface ContentStore {
  readonly blobs: Blobs;
  readonly repositories: Repositories;
  readonly uploads: Uploads;
  /** Folder for files that are being written, on the same file system; what nobody wrote to for a day is removed. */
  readonly incoming: string;
}

/** The content store in `folder`, which need not exist yet. */
export function openContentStore(folder: string): ContentStore {
  const paths = layout(folder);
  return {
    blobs: openBlobs(paths),
    repositories: openRepositories(paths),
    uploads: openUploads(paths),
    incoming: paths.incoming,
  };
}
