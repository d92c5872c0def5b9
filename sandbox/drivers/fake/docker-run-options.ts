import type { FakeRunOptions } from './daemon.ts';
import { FakeDaemonError } from './daemon-model.ts';

const withValue = new Set([
  '--name',
  '-p',
  '--publish',
  '-e',
  '--env',
  '-v',
  '--volume',
  '--network',
  '-w',
  '-m',
  '--restart',
  '--label',
  '-l',
]);

/** Reads the words after `docker run`. Options the script does not play are read over. Throws the real refusal without an image. */
export function parseRunOptions(words: readonly string[]): FakeRunOptions {
  const options: FakeRunOptions = {
    image: '',
    name: '',
    command: [],
    autoRemove: false,
    tty: false,
    env: [],
    ports: [],
  };
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) break;
    const [flag = '', inline] = word.startsWith('--') ? word.split(/=(.*)/s) : [word];
    if (flag === '--rm') options.autoRemove = true;
    if (flag === '--tty' || /^-\w*t/.test(flag)) options.tty = true;
    if (!withValue.has(flag)) continue;
    const value = inline ?? words[++at] ?? '';
    if (flag === '--name') options.name = value;
    if (flag === '-e' || flag === '--env') options.env.push(value);
    if (flag === '-p' || flag === '--publish') options.ports.push(readPort(value));
  }
  options.image = words[at] ?? '';
  options.command = words.slice(at + 1);
  if (options.image === '') throw new FakeDaemonError(400, '"docker run" requires at least 1 argument.');
  return options;
}

function readPort(value: string): { container: number; host: number } {
  const parts = value.split(':').map(Number);
  const container = parts.at(-1) ?? 0;
  const host = parts.at(-2) ?? 32_768;
  if (!Number.isInteger(container) || !Number.isInteger(host))
    throw new FakeDaemonError(400, `invalid containerPort: ${value}`);
  return { container, host };
}
