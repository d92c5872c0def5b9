import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { scratchFolder } from '#tests/support/scratch-folder.ts';
import { installable, isInstalled } from './install.mjs';

const here = import.meta.dirname;
const left: number[] = [];

afterEach(() => {
  for (const pid of left.splice(0)) if (alive(pid)) process.kill(pid, 'SIGKILL');
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A program that says its pid, drains for a moment when asked to end, and listens for that as the commands do. */
function program(): string {
  const file = join(scratchFolder(), 'program.ts');
  const onStop = pathToFileURL(join(here, '..', 'stop-signal.ts')).href;
  writeFileSync(
    file,
    `import { onStop } from '${onStop}';
     const alive = setInterval(() => {}, 1000);
     onStop(() => { console.log('draining'); clearInterval(alive); setTimeout(() => { console.log('drained'); process.exit(7); }, 50); });
     console.log('pid ' + process.pid);`,
  );
  return file;
}

/** Runs `program` under run.mjs in a process of its own, with `before` as shell words in front. */
function start(file: string, env: Record<string, string> = {}, shell = false) {
  const run = pathToFileURL(join(here, 'run.mjs')).href;
  const script = join(scratchFolder(), 'start.mjs');
  writeFileSync(
    script,
    `import { runForwarding } from '${run}';
     console.log('bootstrap ' + process.pid);
     process.exit(await runForwarding(process.execPath, ['${file}']));`,
  );
  // The shell stays between, as npm's does; it hands no signal on.
  const [command, args] = shell ? ['sh', ['-c', `${process.execPath} ${script}; true`]] : [process.execPath, [script]];
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const waiting: { text: string; resolve: (line: string) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const { text, resolve } of waiting) if (line.startsWith(text)) resolve(line);
  });
  const said = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const line = lines.find((known) => known.startsWith(text));
      if (line) resolve(line);
      else waiting.push({ text, resolve });
    });
  const pid = async (text: string): Promise<number> => {
    const number = Number((await said(`${text} `)).split(' ')[1]);
    left.push(number);
    return number;
  };
  const closed = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, lines, pid, closed };
}

describe('nothing outlives the command', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s is handed on; the exit code comes back', async (signal) => {
    const { child, pid, lines, closed } = start(program());
    const inner = await pid('pid');
    child.kill(signal);
    expect(await closed).toBe(7);
    expect(lines).toContain('drained');
    expect(alive(inner)).toBe(false);
  });

  test('one Ctrl-C that arrives twice is one wish', async () => {
    const { child, pid, lines, closed } = start(program());
    const inner = await pid('pid');
    child.kill('SIGINT');
    process.kill(inner, 'SIGINT');
    expect(await closed).toBe(7);
    expect(lines).toContain('drained');
  });

  test('the bootstrap killed outright: the program drains all the same', async () => {
    const { child, pid, lines, closed } = start(program());
    await pid('pid');
    child.kill('SIGKILL');
    await closed;
    expect(lines).toContain('drained');
  });

  test('npm killed without handing the signal on: both end', async () => {
    const { child, pid, lines, closed } = start(program(), { npm_lifecycle_event: 'start' }, true);
    await pid('bootstrap');
    await pid('pid');
    child.kill('SIGKILL');
    await closed;
    expect(lines).toContain('drained');
  });
});

describe('what npm should have installed', () => {
  const system = { os: 'linux', cpu: 'x64', libc: 'glibc' } as const;
  const packages = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/mac': { version: '1.0.0', optional: true, os: ['darwin'] },
    'node_modules/musl': { version: '1.0.0', optional: true, os: ['linux'], libc: ['musl'] },
    'node_modules/ours': { version: '2.0.0', optional: true, os: ['linux'], cpu: 'x64' },
    'node_modules/not-windows': { version: '3.0.0', os: ['!win32'] },
    'node_modules/perhaps': { version: '1.0.0', optional: true },
  };

  test('is what fits this machine, without what is merely possible', () => {
    expect([...installable(packages, system).keys()]).toEqual([
      'node_modules/a',
      'node_modules/ours',
      'node_modules/not-windows',
    ]);
  });

  test('counts as there only with npm’s own record, in the versions of the lock file', () => {
    const root = scratchFolder();
    const wanted = new Map([['node_modules/a', '1.0.0']]);
    expect(isInstalled(root, wanted)).toBe(false);
    mkdirSync(join(root, 'node_modules'));
    const record = (version: string): void =>
      writeFileSync(
        join(root, 'node_modules', '.package-lock.json'),
        JSON.stringify({ packages: { 'node_modules/a': { version } } }),
      );
    record('0.9.0');
    expect(isInstalled(root, wanted)).toBe(false);
    record('1.0.0');
    expect(isInstalled(root, wanted)).toBe(true);
  });
});
