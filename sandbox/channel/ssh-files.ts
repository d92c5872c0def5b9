import { posix } from 'node:path';
import type { FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2';
import { AppError } from '#lib/base/index.ts';
import type { ChannelFiles, FileEntry } from '../model.ts';
import type { SshConnection } from './ssh-connection.ts';
import type { SshProcesses } from './ssh-exec.ts';
import { temporaryBeside } from './temporary-name.ts';

/** SFTP status codes we tell apart (draft-ietf-secsh-filexfer-02, section 7). OpenSSH answers 2 also for "not a folder". */
const noSuchFile = 2;
const newFileMode = 0o644;

/** Files over SFTP: one subsystem per connection, opened when first needed and again when the learner killed it. */
export class SshFiles implements ChannelFiles {
  readonly #connection: SshConnection;
  readonly #processes: SshProcesses;
  #session: Promise<SFTPWrapper> | null = null;

  constructor(connection: SshConnection, processes: SshProcesses) {
    this.#connection = connection;
    this.#processes = processes;
  }

  async list(path: string): Promise<FileEntry[]> {
    const entries = await this.#ask<FileEntryWithStats[]>(path, (sftp, callback) => sftp.readdir(path, callback));
    return entries
      .filter(({ filename }) => filename !== '.' && filename !== '..')
      .map(({ filename, attrs }) => entryOf(posix.join(path, filename), attrs));
  }

  async stat(path: string): Promise<FileEntry> {
    return entryOf(path, await this.#ask<Stats>(path, (sftp, callback) => sftp.lstat(path, callback)));
  }

  async read(path: string, maxBytes: number): Promise<Buffer> {
    // Looked at before it is opened: opening a named pipe would block the whole subsystem.
    const stats = await this.#ask<Stats>(path, (sftp, callback) => sftp.stat(path, callback));
    if (!stats.isFile()) throw new AppError('FILE_REFUSED', `not a regular file: ${path}`);
    if (stats.size > maxBytes) throw new AppError('FILE_TOO_LARGE', path);
    const handle = await this.#ask<Buffer>(path, (sftp, callback) => sftp.open(path, 'r', callback));
    try {
      return await this.#readAll(path, handle, maxBytes, stats.size);
    } finally {
      await this.#close(handle);
    }
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const target = await this.#followLink(path);
    const folder = posix.dirname(target);
    const beside = temporaryBeside(target);
    const mode = await this.#modeOf(target);
    const open = () => this.#ask<Buffer>(path, (sftp, callback) => sftp.open(beside, 'wx', mode, callback));
    const handle = await open().catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      await this.makeFolder(folder);
      return open();
    });
    try {
      const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (content.length > 0) {
        await this.#ask<void>(path, (sftp, done) =>
          sftp.write(handle, content, 0, content.length, 0, (error) => done(error)),
        );
      }
      // The mode of an open is narrowed by the umask; a script must stay executable.
      await this.#ask<void>(path, (sftp, done) => sftp.fchmod(handle, mode, (error) => done(error)));
      await this.#close(handle);
      await this.#ask<void>(path, (sftp, done) => sftp.ext_openssh_rename(beside, target, (error) => done(error)));
    } catch (error) {
      await this.#close(handle);
      await this.#ask<void>(beside, (sftp, done) => sftp.unlink(beside, (failure) => done(failure))).catch(
        () => undefined,
      );
      throw error;
    }
  }

  async makeFolder(path: string): Promise<void> {
    const make = () => this.#ask<void>(path, (sftp, done) => sftp.mkdir(path, (error) => done(error)));
    try {
      await make();
    } catch (error) {
      if (isMissing(error) && posix.dirname(path) !== path) {
        await this.makeFolder(posix.dirname(path));
        return make();
      }
      const existing = await this.#ask<Stats>(path, (sftp, callback) => sftp.stat(path, callback)).catch(() => null);
      if (!existing?.isDirectory()) throw error;
    }
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#ask<void>(from, (sftp, done) => sftp.ext_openssh_rename(from, to, (error) => done(error)));
  }

  async remove(path: string): Promise<void> {
    // One process instead of a question per file, and `rm` never follows a link.
    const { code, stderr } = await this.#processes.run(['rm', '-rf', '--one-file-system', '--', path]);
    if (code !== 0) throw new AppError('FILE_REFUSED', `rm ended with ${code}: ${stderr.trim().slice(0, 200)}`);
  }

  async #readAll(path: string, handle: Buffer, maxBytes: number, expected: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let length = 0;
    // One byte more than is allowed, to notice a file that grew meanwhile; some (in /proc) say 0 and have content.
    let space = Math.min(maxBytes, Math.max(expected, 4095)) + 1;
    while (space > 0) {
      const chunk = Buffer.allocUnsafe(space);
      const count = await this.#ask<number>(path, (sftp, done) => {
        sftp.read(handle, chunk, 0, space, length, (error, bytesRead) =>
          done(isEndOfFile(error) ? undefined : error, bytesRead ?? 0),
        );
      });
      if (count === 0) break;
      chunks.push(chunk.subarray(0, count));
      length += count;
      space = Math.min(maxBytes + 1 - length, 256 * 1024);
    }
    if (length > maxBytes) throw new AppError('FILE_TOO_LARGE', path);
    return Buffer.concat(chunks, length);
  }

  /** Where a link leads, so that saving a linked file keeps the link; the path itself when there is nothing yet. */
  async #followLink(path: string): Promise<string> {
    const stats = await this.#ask<Stats>(path, (sftp, callback) => sftp.lstat(path, callback)).catch(
      (error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      },
    );
    if (stats?.isDirectory()) throw new AppError('FILE_REFUSED', `a folder: ${path}`);
    if (!stats?.isSymbolicLink()) return path;
    return this.#ask<string>(path, (sftp, callback) => sftp.realpath(path, callback));
  }

  async #modeOf(path: string): Promise<number> {
    const stats = await this.#ask<Stats>(path, (sftp, callback) => sftp.stat(path, callback)).catch(() => null);
    return stats ? stats.mode & 0o7777 : newFileMode;
  }

  async #close(handle: Buffer): Promise<void> {
    await this.#ask<void>('', (sftp, done) => sftp.close(handle, (error) => done(error))).catch(() => undefined);
  }

  async #ask<T>(
    path: string,
    question: (sftp: SFTPWrapper, callback: (error: Error | null | undefined, answer: T) => void) => void,
  ): Promise<T> {
    const sftp = await this.#open();
    return this.#connection.ask<T>(
      (callback) => {
        const cut = () => callback(new Error('the file subsystem ended'), undefined as T);
        sftp.once('close', cut);
        question(sftp, (error, answer) => {
          sftp.removeListener('close', cut);
          callback(error, answer);
        });
      },
      (cause) =>
        new AppError(
          Reflect.get(cause, 'code') === noSuchFile ? 'FILE_MISSING' : 'FILE_REFUSED',
          `${path}: ${cause.message}`,
          { cause },
        ),
    );
  }

  #open(): Promise<SFTPWrapper> {
    this.#session ??= this.#connection
      .ask<SFTPWrapper>(
        (callback) => this.#connection.client.sftp(callback),
        (cause) => new AppError('SANDBOX_UNREACHABLE', `no file subsystem: ${cause.message}`, { cause }),
      )
      .then(
        (sftp) => {
          // Every reader of a large folder may wait for the same 'close'.
          sftp.setMaxListeners(0);
          sftp.once('close', () => {
            this.#session = null;
          });
          sftp.on('error', () => undefined);
          return sftp;
        },
        (error: unknown) => {
          this.#session = null;
          throw error;
        },
      );
    return this.#session;
  }
}

function entryOf(path: string, stats: Stats): FileEntry {
  const kind = stats.isSymbolicLink() ? 'link' : stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
  return { name: posix.basename(path), path, kind, size: stats.size, modifiedAt: stats.mtime * 1000 };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'code') === 'FILE_MISSING';
}

function isEndOfFile(error: Error | null | undefined): boolean {
  return error !== null && error !== undefined && Reflect.get(error, 'code') === 1;
}
