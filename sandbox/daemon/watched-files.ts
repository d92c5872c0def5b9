import { codeOf } from '#lib/base/index.ts';
import { type ChannelFiles, sandboxHome } from '../model.ts';

const longestBytes = 1024 * 1024;

/** Texts of the files some check looks at; read again only when they may have changed. */
export class WatchedFiles {
  readonly #files: ChannelFiles;
  readonly #texts: Record<string, string | null> = {};
  readonly #stale: Set<string>;
  readonly #unwatched: readonly string[];

  /** `paths` are absolute. Changes below the home folder are told by `note`; others are read every time. */
  constructor(files: ChannelFiles, paths: readonly string[]) {
    this.#files = files;
    this.#stale = new Set(paths);
    this.#unwatched = paths.filter((path) => !path.startsWith(`${sandboxHome}/`));
    for (const path of paths) this.#texts[path] = null;
  }

  /** Takes note of a changed path; a changed folder may have brought or taken the files in it. */
  note(changed: string): void {
    for (const path of Object.keys(this.#texts)) {
      if (path === changed || path.startsWith(`${changed.replace(/\/$/, '')}/`)) this.#stale.add(path);
    }
  }

  noteAll(): void {
    for (const path of Object.keys(this.#texts)) this.#stale.add(path);
  }

  /** The texts now; null for what is missing, no file, or over 1 MiB. */
  async read(): Promise<Record<string, string | null>> {
    const paths = new Set([...this.#stale, ...this.#unwatched]);
    this.#stale.clear();
    await Promise.all(
      [...paths].map(async (path) => {
        try {
          this.#texts[path] = (await this.#files.read(path, longestBytes)).toString('utf8');
        } catch (error) {
          if (codeOf(error) === 'SANDBOX_UNREACHABLE') throw error;
          this.#texts[path] = null;
        }
      }),
    );
    return { ...this.#texts };
  }
}
