import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

export interface ChildOptions {
  /** Every line of standard output and error (and of `statusFd`). */
  onLine?: (line: string) => void;
  /** Gets the output in full; made anew. */
  logFile?: string;
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** True keeps a terminal's Ctrl-C from the program: for what must not be interrupted. */
  shielded?: boolean;
  /** True opens file descriptor 3 for reading; its lines go to `onLine` too. */
  statusFd?: boolean;
}

/** How a child process ended; `tail` holds its last lines of output. */
export interface ChildResult {
  code: number;
  tail: string[];
}

const tailLines = 30;

/** Environment variables as spawn wants them. Next's types demand NODE_ENV in every environment, which only its own children need. */
export function processEnv(env: Record<string, string | undefined> | undefined): NodeJS.ProcessEnv | undefined {
  return env as NodeJS.ProcessEnv | undefined;
}

/**
 * Runs a program to its end, its output read line by line. Rejects when it cannot be started, and with the signal's reason when
 * aborted: the program then gets SIGTERM and has ended before this rejects.
 */
export async function runChild(
  command: string,
  args: readonly string[],
  options: ChildOptions,
  signal: AbortSignal,
): Promise<ChildResult> {
  signal.throwIfAborted();
  if (options.logFile) mkdirSync(dirname(options.logFile), { recursive: true });
  const log = options.logFile ? createWriteStream(options.logFile) : undefined;
  const tail: string[] = [];
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: processEnv(options.env),
    detached: options.shielded ?? false,
    stdio: ['ignore', 'pipe', 'pipe', options.statusFd ? 'pipe' : 'ignore'],
  });
  const read = (stream: NodeJS.ReadableStream | null, keep: boolean): void => {
    if (!stream) return;
    createInterface({ input: stream }).on('line', (line) => {
      if (keep) {
        log?.write(`${line}\n`);
        tail.push(line);
        if (tail.length > tailLines) tail.shift();
      }
      options.onLine?.(line);
    });
  };
  read(child.stdout, true);
  read(child.stderr, true);
  if (options.statusFd) read(child.stdio[3] as NodeJS.ReadableStream, false);

  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exit) => resolve(exit ?? 1));
    });
    signal.throwIfAborted();
    return { code, tail };
  } finally {
    signal.removeEventListener('abort', stop);
    // The log is whole, and there, when whoever called is told the end.
    if (log && !log.closed) await new Promise<void>((resolve) => log.end().once('close', resolve));
  }
}
