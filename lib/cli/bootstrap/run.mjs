import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const watchParentEveryMs = 250;

/**
 * Runs a program in the foreground and resolves with its exit code (128 + signal when it was killed).
 * Nothing may outlive this process: signals are handed on; when npm, which started us, is gone without having passed a signal on
 * (a plain kill of its pid does that), the program is asked to end; and when we die ourselves, it notices the closed channel
 * (onStop in lib/cli/stop-signal.ts).
 */
export function runForwarding(command, args) {
  const child = spawn(command, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const forward = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);

  const parent = process.ppid;
  const watched = Boolean(process.env.npm_lifecycle_event) && parent !== 1;
  const watch = setInterval(() => {
    if (!watched || process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, watchParentEveryMs);

  return new Promise((resolve) => {
    const end = (code) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, forward);
      resolve(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`);
      end(1);
    });
    child.once('exit', (code, signal) => end(code ?? 128 + constants.signals[signal]));
  });
}
