import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Compiled pages by the hash of everything they were made from, in a folder that survives restarts. */
export class PageCache {
  readonly #folder: string;
  readonly #making = new Map<string, Promise<string>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The page with that hash, made by `make` when it is not there; made once however many ask at the same time. */
  get(hash: string, make: () => Promise<string>): Promise<string> {
    const making = this.#making.get(hash);
    if (making) return making;
    const made = this.#read(hash, make);
    this.#making.set(hash, made);
    // A failure may be of the moment; the next one to ask tries again.
    made.catch(() => this.#making.delete(hash));
    return made;
  }

  async #read(hash: string, make: () => Promise<string>): Promise<string> {
    const path = join(this.#folder, `${hash}.js`);
    try {
      return await readFile(path, 'utf8');
    } catch {
      const code = await make();
      await mkdir(this.#folder, { recursive: true });
      // Written beside and renamed: a process that is killed here leaves no half page.
      const unfinished = join(this.#folder, `.${hash}.${randomUUID()}`);
      await writeFile(unfinished, code);
      await rename(unfinished, path);
      return code;
    }
  }
}
