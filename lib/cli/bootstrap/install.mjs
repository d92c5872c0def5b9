import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';

const reportEveryMs = 3000;

/**
 * Runs `npm ci` unless node_modules already holds what the lock file of `root` says. Install scripts never run: nothing here needs
 * one. Throws an Error with npm's own last words when it fails.
 */
export async function installDependencies(root) {
  const wanted = installable(readPackages(join(root, 'package-lock.json')));
  if (isInstalled(root, wanted)) return;
  await npmCi(root, wanted.size);
  if (!isInstalled(root, wanted))
    throw new Error('npm ended well, but node_modules is not what package-lock.json says.');
}

/**
 * True when npm's own record of node_modules (written last, so a broken-off installation has none) holds every package of
 * `wanted` (place → version) in that version.
 */
export function isInstalled(root, wanted) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const held = readPackages(record);
  for (const [place, version] of wanted) if (held[place]?.version !== version) return false;
  return true;
}

/** Packages a lock file asks for on this machine: place → version. Optional ones made for another system are left out. */
export function installable(packages, system = { os: process.platform, cpu: process.arch, libc: libc() }) {
  /** npm's os, cpu and libc: nothing, one name or several; `!name` is everything else. */
  const fits = (names, value) => {
    const list = names ? [names].flat() : [];
    if (list.every((name) => name.startsWith('!'))) return !list.includes(`!${value}`);
    return list.includes(value);
  };
  const wanted = new Map();
  for (const [place, entry] of Object.entries(packages)) {
    if (place === '' || entry.link) continue;
    const here = fits(entry.os, system.os) && fits(entry.cpu, system.cpu) && fits(entry.libc, system.libc);
    // An optional package may also be missing because its own parent is; only those that name this very system are certain.
    const certain = !entry.optional || ((entry.os || entry.cpu) && here);
    if (here && certain) wanted.set(place, entry.version);
  }
  return wanted;
}

function libc() {
  if (process.platform !== 'linux') return undefined;
  // Without this the report looks up the names of open sockets, which can take seconds.
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** One `npm ci`, its progress counted from the packages it fetches. */
async function npmCi(root, total) {
  const runningNpm = process.env.npm_execpath;
  const [command, ...first] =
    runningNpm && basename(runningNpm).startsWith('npm-cli') ? [process.execPath, runningNpm] : ['npm'];
  const folder = mkdtempSync(join(tmpdir(), 'slipway-npm-'));
  // NODE_ENV=production would leave out what the build needs.
  const flags = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=http',
  ];
  const child = spawn(command, [...first, ...flags, `--logs-dir=${folder}`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = (signal) => child.kill(signal);
  process.on('SIGINT', stop).on('SIGTERM', stop);

  const live = process.stdout.isTTY;
  const began = Date.now();
  let fetched = 0;
  const errors = [];
  const say = () => {
    const share = Math.min(99, Math.round((100 * fetched) / total));
    const what = fetched < total ? `fetched ${fetched} of about ${total} packages, ${share} %` : 'unpacking';
    const line = `Dependencies: ${what}, ${seconds(began)}`;
    process.stdout.write(live ? `\r\u001b[2K${line}` : `${line}\n`);
  };
  say();
  const timer = setInterval(say, live ? 200 : reportEveryMs);
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (/ http (fetch GET 200|cache) \S+\.tgz/.test(line)) fetched += 1;
    else if (line.startsWith('npm error')) errors.push(line);
  });
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      errors.push(error.message);
      resolve(1);
    });
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  clearInterval(timer);
  process.off('SIGINT', stop).off('SIGTERM', stop);
  rmSync(folder, { recursive: true, force: true });
  if (live) process.stdout.write('\r\u001b[2K');
  if (code !== 0) throw new Error(`npm ci failed.\n${errors.slice(0, 12).join('\n')}`);
  process.stdout.write(`Dependencies: installed, ${seconds(began)}\n`);
}

function seconds(since) {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}
