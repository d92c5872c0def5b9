import { arch, cpus, loadavg, release, totalmem } from 'node:os';

/** The machine a figure belongs to; without it a figure means nothing. */
export interface Host {
  cpu: string;
  cores: number;
  memoryGiB: number;
  kernel: string;
  node: string;
  /** Load average of the last minute before the bench began: other work makes figures worse. */
  load: number;
}

/** Describes this machine. */
export function host(): Host {
  const processors = cpus();
  return {
    cpu: `${processors[0]?.model.trim() ?? 'unknown'} (${arch()})`,
    cores: processors.length,
    memoryGiB: Math.round((totalmem() / 1024 ** 3) * 10) / 10,
    kernel: release(),
    node: process.version,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}
