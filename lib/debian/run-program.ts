import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { AppError } from '../base/index.ts';

/** How a program is run: `onLine` sees every line of stdout and stderr; `cwd` is its working folder. */
export interface RunOptions {
  signal?: AbortSignal;
  onLine?: (line: string) => void;
  cwd?: string;
}

const remembered = 30;

/**
 * Runs a program of the host to its end and returns its stdout. Throws INTERNAL with its last lines when it fails,
 * the signal's reason when aborted (the program gets TERM, so that it may tidy up).
 */
export function runProgram(command: readonly string[], options: RunOptions = {}): Promise<string> {
  const [file = '', ...words] = command;
  return new Promise((resolve, reject) => {
    if (options.signal?.aborted) return reject(options.signal.reason);
    const child = spawn(file, words, { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const lines: string[] = [];
    const output: string[] = [];
    const stop = () => child.kill('SIGTERM');
    const see = (line: string) => {
      lines.push(line);
      if (lines.length > remembered) lines.shift();
      options.onLine?.(line);
    };
    createInterface({ input: child.stdout }).on('line', (line) => {
      output.push(line);
      see(line);
    });
    createInterface({ input: child.stderr }).on('line', see);
    options.signal?.addEventListener('abort', stop, { once: true });
    child.once('error', (cause) => reject(new AppError('INTERNAL', `${file} cannot be run`, { cause })));
    child.once('close', (code, signal) => {
      options.signal?.removeEventListener('abort', stop);
      if (options.signal?.aborted) return reject(options.signal.reason);
      if (code === 0) return resolve(output.join('\n'));
      reject(new AppError('INTERNAL', `${file} ended with ${code ?? signal}:\n${lines.join('\n')}`));
    });
  });
}
