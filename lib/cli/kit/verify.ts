import { systemClock } from '#lib/base/index.ts';
import type { Config } from '#lib/config/index.ts';
import { collectGarbage } from '#lib/hub/index.ts';
import { verifyKit } from '#lib/kit/index.ts';
import { stopSignal } from '../stop-signal.ts';
import { byteProgress } from './byte-progress.ts';
import { openKit } from './open-kit.ts';
import { bytes } from './words.ts';

/** `kit verify`: resolves with 1 when something is not what its digest says, or is missing. */
export async function verify(config: Config, json: boolean): Promise<number> {
  const { store } = await openKit(config);
  using report = byteProgress(process.stderr, () => performance.now());
  const problems = await verifyKit(store, report, stopSignal());
  report[Symbol.dispose]();
  if (json) console.log(JSON.stringify({ problems }));
  else for (const line of problems.length > 0 ? problems : ['Everything is what it should be.']) console.log(line);
  return problems.length > 0 ? 1 : 0;
}

/** `kit gc`: removes content no tag leads to; safe while a site serves. */
export async function gc(config: Config, json: boolean): Promise<number> {
  const { store } = await openKit(config);
  const freed = await collectGarbage(store, systemClock.now());
  console.log(json ? JSON.stringify({ freed }) : `${bytes(freed)} freed.`);
  return 0;
}
