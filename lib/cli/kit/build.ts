import { type SetupPart, silentLogger } from '#lib/base/index.ts';
import type { Config } from '#lib/config/index.ts';
import { forgetStamp, kitPartId, writeGeneration } from '#lib/kit/index.ts';
import { placesOf, sandboxSetup } from '#lib/runtime/index.ts';
import { claimDataFolder, enginePartId, runParts, severalDisplays, succeeded } from '#lib/setup/index.ts';
import { setupDisplay } from '../screen.ts';
import { stopSignal } from '../stop-signal.ts';
import { openKit } from './open-kit.ts';

/** Id of the part lib/mirror makes. */
const packagesPartId = 'packages';

/** `kit build [--again]`: the parts of setting up that make images and packages, and what those need; no Docker engine. */
export async function build(config: Config, again: boolean, json: boolean): Promise<number> {
  claimDataFolder(config.dataFolder);
  const { hubFolder } = placesOf(config);
  if (again) await forgetStamp(hubFolder);
  const all = await sandboxSetup(config, [enginePartId], silentLogger);
  const parts = withNeeds(all, [kitPartId, packagesPartId]);
  const display = json ? severalDisplays() : setupDisplay(config.dataFolder);
  try {
    const outcomes = await runParts(parts, display, stopSignal());
    const ends = parts.map(({ id }) => ({ part: id, is: outcomes.get(id)?.is }));
    // What sandboxes share was made from the images before.
    if (again && succeeded(outcomes.get(kitPartId))) await writeGeneration(hubFolder, (await openKit(config)).store);
    if (json) console.log(JSON.stringify({ parts: ends }));
    return ends.every(({ part }) => succeeded(outcomes.get(part))) ? 0 : 1;
  } finally {
    display.close();
  }
}

/** The parts of these ids and all they need. */
export function withNeeds(parts: readonly SetupPart[], ids: readonly string[]): SetupPart[] {
  const wanted = new Set<string>();
  const want = (id: string): void => {
    if (wanted.has(id)) return;
    wanted.add(id);
    for (const need of parts.find((part) => part.id === id)?.needs ?? []) want(need);
  };
  for (const id of ids) want(id);
  return parts.filter((part) => wanted.has(part.id));
}
