import { statfs } from 'node:fs/promises';
import { release, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { Config } from '#lib/config/index.ts';
import { describeSilence, findEngine } from '#lib/setup/index.ts';
import { portProblem } from '../start/port.ts';
import type { Finding } from './finding.ts';

const GiB = 1024 ** 3;
/** Measured: root file system, toolchain, images and the pages take about 4 GiB while they are made. */
const diskGiB = 6;
/** Below this there is room for the site and hardly a sandbox. */
const memoryGiB = 2;

/** What can be seen of this machine without touching anything. */
export async function machineFindings(config: Config): Promise<Finding[]> {
  return [node(), kernel(), memory(), await disk(config.dataFolder), await port(config), await engine(config)];
}

function node(): Finding {
  const ok = Number(process.versions.node.split('.')[0]) >= 24;
  return {
    name: 'Node',
    level: 'need',
    ok,
    detail: process.version,
    remedy: 'start commands with npm: they bring Node 24 along.',
  };
}

function kernel(): Finding {
  const [major = 0, minor = 0] = release().split('.').map(Number);
  return {
    name: 'Kernel',
    level: 'need',
    ok: process.platform === 'linux' && (major > 5 || (major === 5 && minor >= 19)),
    detail: `${process.platform} ${release()}`,
    remedy: 'sandboxes need Linux 5.19 or later (id-mapped overlay mounts): Debian 12, Ubuntu 22.10 and later have it.',
  };
}

function memory(): Finding {
  const gib = totalmem() / GiB;
  return {
    name: 'Memory',
    level: 'wish',
    ok: gib >= memoryGiB * 0.9,
    detail: `${gib.toFixed(1)} GiB`,
    remedy: `${memoryGiB} GiB and more are comfortable; lower SLIPWAY_SANDBOX_MAXIMUM and SLIPWAY_SANDBOX_MEMORY_MIB on less.`,
  };
}

async function disk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await freeSpace(folder);
  const gib = (Number(bavail) * Number(bsize)) / GiB;
  return {
    name: 'Disk',
    level: 'need',
    ok: gib >= diskGiB,
    detail: `${gib.toFixed(1)} GiB free for ${folder}`,
    remedy: `free ${diskGiB} GiB, or name a folder on another disk with --data or SLIPWAY_DATA.`,
  };
}

/** Of the nearest folder that exists: the data folder may not have been made yet. */
async function freeSpace(folder: string): Promise<{ bavail: number; bsize: number }> {
  try {
    return await statfs(folder);
  } catch (error) {
    if (dirname(folder) === folder) throw error;
    return freeSpace(dirname(folder));
  }
}

async function port({ host, port: number }: Config): Promise<Finding> {
  const problem = await portProblem(host, number);
  return {
    name: 'Port',
    // It is taken, rightly, when the site is running.
    level: 'wish',
    ok: !problem,
    detail: problem ?? (number === 0 ? 'any free one' : `${number} of ${host} is free`),
    remedy: 'if that is not Slipway itself, choose another with --port or SLIPWAY_PORT.',
  };
}

async function engine(config: Config): Promise<Finding> {
  const search = await findEngine(process.env);
  return {
    name: 'Docker engine',
    level: config.driver === 'docker' ? 'need' : 'wish',
    ok: search.found !== undefined,
    detail: search.found ? `${search.found.version} at ${search.found.address.said}` : describeSilence(search.tried),
    remedy: 'npm start as root installs and starts one on Debian and Ubuntu; elsewhere install Docker and start it.',
  };
}
