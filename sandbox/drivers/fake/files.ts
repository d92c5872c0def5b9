import { posix } from 'node:path';
import { AppError, type Clock } from '#lib/base/index.ts';
import { temporaryBeside } from '../../channel/temporary-name.ts';
import { type ChannelFiles, type FileEntry, sandboxHome } from '../../model.ts';

type Node = { modifiedAt: number } & (
  | { kind: 'file'; bytes: Buffer }
  | { kind: 'folder' }
  | { kind: 'link'; target: string }
);

const longestLinkChain = 10;

/** A file system in memory. Paths are absolute; names behave as on Linux, rights and owners do not exist. */
export class FakeFiles implements ChannelFiles {
  readonly #nodes = new Map<string, Node>();
  readonly #watchers = new Set<(path: string) => void>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
    for (const path of ['/', sandboxHome, '/run', '/tmp', '/proc', '/etc']) this.#put(path, { kind: 'folder' });
    this.#put('/etc/os-release', { kind: 'file', bytes: Buffer.from('PRETTY_NAME="Slipway fake sandbox"\n') });
  }

  /** Tells the path of every change until disposed. */
  watch(listener: (path: string) => void): Disposable {
    this.#watchers.add(listener);
    return { [Symbol.dispose]: () => this.#watchers.delete(listener) };
  }

  async list(path: string): Promise<FileEntry[]> {
    return this.listNow(path);
  }

  async stat(path: string): Promise<FileEntry> {
    return this.statNow(path);
  }

  async read(path: string, maxBytes: number): Promise<Buffer> {
    const bytes = this.readNow(path);
    if (bytes.length > maxBytes) throw new AppError('FILE_TOO_LARGE', path);
    return Buffer.from(bytes);
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const target = this.#follow(path);
    if (this.#nodes.get(target)?.kind === 'folder') throw new AppError('FILE_REFUSED', path);
    this.makeFolderNow(posix.dirname(target));
    // The real thing writes beside and renames, and inotify says so.
    const beside = temporaryBeside(target);
    this.#tell(beside);
    this.#put(target, { kind: 'file', bytes: Buffer.from(bytes) });
    this.#tell(beside);
    this.#tell(target);
  }

  async makeFolder(path: string): Promise<void> {
    this.makeFolderNow(path);
  }

  async rename(from: string, to: string): Promise<void> {
    const node = this.#nodes.get(from);
    if (!node) throw new AppError('FILE_MISSING', from);
    if (this.#nodes.get(posix.dirname(to))?.kind !== 'folder') throw new AppError('FILE_MISSING', to);
    if (this.#nodes.get(to)?.kind === 'folder' || `${to}/`.startsWith(`${from}/`))
      throw new AppError('FILE_REFUSED', to);
    for (const [path, moved] of this.#below(from)) {
      this.#nodes.delete(path);
      this.#nodes.set(to + path.slice(from.length), moved);
    }
    this.#tell(from);
    this.#tell(to);
  }

  async remove(path: string): Promise<void> {
    if (path === '/') throw new AppError('FILE_REFUSED', path);
    for (const [name] of this.#below(path).reverse()) {
      this.#nodes.delete(name);
      this.#tell(name);
    }
  }

  listNow(path: string): FileEntry[] {
    const folder = this.#follow(path);
    if (this.#nodes.get(folder)?.kind !== 'folder') throw new AppError('FILE_MISSING', path);
    const names = [...this.#nodes.keys()].filter((name) => name !== '/' && posix.dirname(name) === folder).sort();
    return names.map((name) => ({ ...this.statNow(name), path: posix.join(path, posix.basename(name)) }));
  }

  statNow(path: string): FileEntry {
    const node = this.#nodes.get(path);
    if (!node) throw new AppError('FILE_MISSING', path);
    const size = node.kind === 'file' ? node.bytes.length : node.kind === 'link' ? node.target.length : 4096;
    return { name: posix.basename(path), path, kind: node.kind, size, modifiedAt: node.modifiedAt };
  }

  readNow(path: string): Buffer {
    const node = this.#nodes.get(this.#follow(path));
    if (!node) throw new AppError('FILE_MISSING', path);
    if (node.kind !== 'file') throw new AppError('FILE_REFUSED', path);
    return node.bytes;
  }

  /** As a shell's redirection does it: in place, in a folder that must exist. */
  writeNow(path: string, bytes: Uint8Array): void {
    const target = this.#follow(path);
    if (this.#nodes.get(target)?.kind === 'folder') throw new AppError('FILE_REFUSED', path);
    if (this.#nodes.get(posix.dirname(target))?.kind !== 'folder') throw new AppError('FILE_MISSING', path);
    const isNew = !this.#nodes.has(target);
    this.#put(target, { kind: 'file', bytes: Buffer.from(bytes) });
    if (isNew) this.#tell(target);
    this.#tell(target);
  }

  linkNow(path: string, target: string): void {
    if (this.#nodes.has(path)) throw new AppError('FILE_REFUSED', path);
    if (this.#nodes.get(posix.dirname(path))?.kind !== 'folder') throw new AppError('FILE_MISSING', path);
    this.#put(path, { kind: 'link', target });
    this.#tell(path);
  }

  makeFolderNow(path: string): void {
    const node = this.#nodes.get(this.#follow(path));
    if (node?.kind === 'folder') return;
    if (node) throw new AppError('FILE_REFUSED', path);
    this.makeFolderNow(posix.dirname(path));
    this.#put(path, { kind: 'folder' });
    this.#tell(path);
  }

  isFolder(path: string): boolean {
    return this.#nodes.get(this.#follow(path))?.kind === 'folder';
  }

  #follow(path: string): string {
    let current = path;
    for (let hop = 0; hop < longestLinkChain; hop++) {
      const node = this.#nodes.get(current);
      if (node?.kind !== 'link') return current;
      current = posix.resolve(posix.dirname(current), node.target);
    }
    throw new AppError('FILE_MISSING', path);
  }

  #below(path: string): [string, Node][] {
    return [...this.#nodes].filter(([name]) => name === path || name.startsWith(`${path}/`));
  }

  #put(
    path: string,
    node: { kind: 'file'; bytes: Buffer } | { kind: 'folder' } | { kind: 'link'; target: string },
  ): void {
    this.#nodes.set(path, { ...node, modifiedAt: Math.floor(this.#clock.now() / 1000) * 1000 });
  }

  #tell(path: string): void {
    for (const watcher of this.#watchers) watcher(path);
  }
}
