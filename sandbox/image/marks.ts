import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Remembers, in the data folder, that something was completed: a volume cannot say by itself whether it was filled to the end.
 * `proof` ties the mark to this very object (a volume's birth label), so that a new one of the same name counts as empty.
 */
export class Marks {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'sandbox', 'done');
  }

  async has(name: string, proof: string): Promise<boolean> {
    return (await readFile(join(this.#folder, name), 'utf8').catch(() => null)) === proof;
  }

  async set(name: string, proof: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, name), proof);
  }

  async clear(name: string): Promise<void> {
    await rm(join(this.#folder, name), { force: true });
  }

  /** Forgets `name` and every part of it (`name.part`). */
  async clearAll(name: string): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const parts = names.filter((each) => each === name || each.startsWith(`${name}.`));
    await Promise.all(parts.map((part) => this.clear(part)));
  }
}
