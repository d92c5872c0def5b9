import type { Duplex } from 'node:stream';

/** What a sandbox is made from. Identity and files are applied when it is leased, never here: warm sandboxes are anonymous. */
export interface SandboxSpec {
  id: string;
  memoryMiB: number;
  cpus: number;
  processes: number;
}

/** A sandbox as its driver knows it, found again by label after a restart. */
export interface SandboxRecord {
  id: string;
  state: 'starting' | 'running' | 'exited';
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** A running shell in a pty. Bytes of input are written to it, bytes of output read from it. */
export interface TerminalStream extends Duplex {
  resize(cols: number, rows: number): void;
  /** Resolves once when the shell has ended; null when it was cut off. */
  readonly exited: Promise<number | null>;
}

export interface ExecOptions {
  input?: string | Uint8Array;
  /** Called with stdout as it comes; then `stdout` of the result is empty. */
  onStdout?: (chunk: Buffer) => void;
  /** The same for stderr. */
  onStderr?: (chunk: Buffer) => void;
  signal?: AbortSignal;
}

export interface ExecResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface FileEntry {
  name: string;
  /** Absolute path in the sandbox. */
  path: string;
  kind: 'file' | 'folder' | 'link' | 'other';
  /** Bytes. */
  size: number;
  /** Milliseconds since the epoch; whole seconds. */
  modifiedAt: number;
}

/** Files of a sandbox by absolute path. Missing: FILE_MISSING; refused: FILE_REFUSED. */
export interface ChannelFiles {
  list(path: string): Promise<FileEntry[]>;
  stat(path: string): Promise<FileEntry>;
  /** Refuses more than `maxBytes` with FILE_TOO_LARGE without reading it. */
  read(path: string, maxBytes: number): Promise<Buffer>;
  /** Writes beside and renames, so that a cut connection leaves the old content. Makes missing folders. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  makeFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Files and whole folders. Succeeds when it is already gone. */
  remove(path: string): Promise<void>;
}

/**
 * The one way into a sandbox, whatever runs it: terminal, exec, files, dial a port, dial the daemon.
 * Awkward moments: every call on a channel that has broken rejects with SANDBOX_UNREACHABLE; closing twice is fine;
 * what a closed channel had started inside is ended. An aborted `exec` ends its process.
 */
export interface Channel extends AsyncDisposable {
  openTerminal(options: { cols: number; rows: number }): Promise<TerminalStream>;
  /** `command` is an argument vector, never a shell line. Runs as root in /root. */
  exec(command: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  readonly files: ChannelFiles;
  /** A TCP connection to a port on the sandbox's own loopback. */
  dialPort(port: number): Promise<Duplex>;
  /** A connection to the learner daemon's socket. Wakes a lazy daemon: ask `/run/docker.pid` first when that must not happen. */
  dialDaemon(): Promise<Duplex>;
  /** Resolves when the channel has ended, for whatever reason. */
  readonly closed: Promise<void>;
}

/** What doctor, the banner and the catalogue need to know of a driver. */
export interface DriverHealth {
  ok: boolean;
  /** One line each: what was looked at, whether it is well, and what to do when it is not. */
  findings: { name: string; ok: boolean; detail: string; remedy?: string }[];
}

/**
 * A way of making sandboxes; chosen by name. Awkward moments and their answers:
 * `create` returns only when the channel answers, or rejects with SANDBOX_START having removed what it had made (also on abort);
 * `destroy` of something gone or never there succeeds; `list` names everything this installation ever left behind, also half-made;
 * `connect` to a sandbox that is gone rejects with SANDBOX_GONE, to one that does not answer in 10 s with SANDBOX_UNREACHABLE.
 */
export interface SandboxDriver extends AsyncDisposable {
  readonly name: 'docker' | 'fake';
  create(spec: SandboxSpec, signal: AbortSignal): Promise<SandboxRecord>;
  list(): Promise<SandboxRecord[]>;
  destroy(id: string): Promise<void>;
  connect(id: string, signal: AbortSignal): Promise<Channel>;
  health(): Promise<DriverHealth>;
}

/** Home folder of the learner in every sandbox; the editor shows what is below it. */
export const sandboxHome = '/root';
