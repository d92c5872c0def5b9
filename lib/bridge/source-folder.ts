import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { type At, ImportRefused, type Refusal } from './report.ts';

/** No file of a lesson is larger: texts are read by people, and files go into every learner's machine. */
export const largestFile = 1024 * 1024;
const mostFiles = 500;

/** Where a file was asked for, for messages: a place in the file that names it. */
export interface Named extends At {
  column: number;
}

/**
 * The folder that is imported. It was written by somebody else: nothing outside it is read, not through `..`, an absolute path or a
 * symbolic link, and nothing that is too large. Refusals are collected, so that an author sees all of them at once.
 */
export class SourceFolder {
  readonly root: string;
  readonly refusals: Refusal[] = [];
  readonly #real: string;

  private constructor(root: string, real: string) {
    this.root = root;
    this.#real = real;
  }

  static async open(root: string): Promise<SourceFolder> {
    return new SourceFolder(root, await realpath(root));
  }

  refuse(at: Named, message: string, fix: string): void {
    this.refusals.push({ file: at.file, line: at.line, column: at.column, message, fix });
  }

  /** Throws {@link ImportRefused} when something has been refused. */
  stopIfRefused(): void {
    if (this.refusals.length > 0) throw new ImportRefused(this.refusals);
  }

  /** A text file; null, and a refusal, when it cannot be had. */
  async text(path: string, named: Named): Promise<string | null> {
    const content = await this.bytes(path, named);
    if (!content) return null;
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(content).replaceAll('\r\n', '\n');
    } catch {
      this.refuse(named, `${path} is not UTF-8 text`, 'save it as UTF-8');
      return null;
    }
  }

  async bytes(path: string, named: Named): Promise<Uint8Array | null> {
    const found = await this.#find(path, named);
    if (!found) return null;
    const { size, isFile } = await stat(found).then((each) => ({ size: each.size, isFile: each.isFile() }));
    if (!isFile) this.refuse(named, `${path} is not a file`, 'name a file');
    else if (size > largestFile) this.refuse(named, `${path} is larger than 1 MiB`, 'make it smaller, or leave it out');
    else return readFile(found);
    return null;
  }

  /** Whether there is such a file in it. */
  async has(path: string): Promise<boolean> {
    const real = await realpath(join(this.root, path)).catch(() => null);
    return real !== null && !isOutside(this.#real, real) && (await stat(real)).isFile();
  }

  /** Paths of all files below a folder of it, relative to its root and sorted; empty when there is no such folder. */
  async filesBelow(path: string, named: Named): Promise<string[]> {
    const folder = this.#inside(path, named);
    if (folder === null) return [];
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => relative(this.root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((each) => !/(^|\/)(\.git|node_modules)\//.test(each))
      .sort();
    if (files.length <= mostFiles) return files;
    this.refuse(named, `there are more than ${mostFiles} files below ${path}`, 'import a folder with fewer');
    return [];
  }

  async #find(path: string, named: Named): Promise<string | null> {
    const inside = this.#inside(path, named);
    if (inside === null) return null;
    const real = await realpath(inside).catch(() => null);
    if (real === null) this.refuse(named, `there is no file ${path}`, 'write the file, or correct its name');
    else if (isOutside(this.#real, real))
      this.refuse(named, `${path} leads out of the folder`, 'put the file itself there');
    else return real;
    return null;
  }

  #inside(path: string, named: Named): string | null {
    const target = join(this.root, path);
    if (!isAbsolute(path) && !path.includes('\0') && !isOutside(this.root, target)) return target;
    this.refuse(named, `${path} leads out of the folder`, 'name a file inside it, by its relative path');
    return null;
  }
}

function isOutside(root: string, target: string): boolean {
  const way = relative(root, target);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}
