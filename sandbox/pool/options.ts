import type { Clock, Logger } from '#lib/base/index.ts';
import type { SandboxDriver, SandboxSpec } from '../model.ts';
import type { Lease, LeaseEnd, LeasePort } from './lease.ts';

/** What a pool is made of. Times in milliseconds. */
export interface SandboxesOptions {
  driver: SandboxDriver;
  leases: LeasePort;
  clock: Clock;
  logger: Logger;
  /** What every sandbox gets. */
  size: Omit<SandboxSpec, 'id'>;
  /** Warm sandboxes kept once somebody has asked for one. */
  reserve: number;
  /** Warm sandboxes kept before anybody asked. */
  initial: number;
  /** Sandboxes that may exist at one time, in whatever state. */
  maximum: number;
  leaseMs: number;
  /** How many may wait when all are in use; 0 refuses at once. */
  queue?: number;
  /** Boots for waiting people at one time. */
  bootsAtOnce?: number;
  bootLimitMs?: number;
  sweepMs?: number;
  /** Told when a lease has ended, for whatever reason. */
  ended?: (lease: Lease, why: LeaseEnd) => void;
}

/** What a pool holds at one moment. */
export interface Census {
  booting: number;
  warm: number;
  leased: number;
  ending: number;
  queued: number;
  reserve: number;
  maximum: number;
}

/** The values of what {@link SandboxesOptions} leaves open. */
export const poolDefaults = { queue: 500, bootsAtOnce: 2, bootLimitMs: 45_000, sweepMs: 15_000 };
