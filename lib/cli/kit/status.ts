import type { Config } from '#lib/config/index.ts';
import { type KitStatus, kitStatus } from '#lib/kit/index.ts';
import { table } from '../runner/report.ts';
import { openKit } from './open-kit.ts';
import { bytes } from './words.ts';

/** `kit status`: one line per image. Resolves with 1 when a lesson needs one that is not there. */
export async function status(config: Config, json: boolean): Promise<number> {
  const { store, needs } = await openKit(config);
  const rows = await kitStatus(store, needs);
  const sizes = new Map((await store.blobs.list()).map(({ digest, size }) => [digest, size]));
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const lacking = rows.filter(({ from, lessons }) => from === null && lessons.length > 0);
  if (json) console.log(JSON.stringify({ images: rows, bytes: total }));
  else {
    const words = rows.map((row) => [row.image, origin(row), bytes(row.bytes), row.lessons.join(', ') || '–']);
    for (const line of table(['image', 'is', 'size', 'lessons'], words)) console.log(line);
    console.log(`\n${bytes(total)} on disk; layers that images share count once here.`);
    if (lacking.length > 0)
      console.log('What lessons need and is not there: npm run kit -- prefetch fetches it from the registry.');
  }
  return lacking.length > 0 ? 1 : 0;
}

function origin({ from, missing }: KitStatus): string {
  if (from === null) return 'not there';
  if (from === 'stand-in') return 'stand-in';
  return missing > 0 ? `fetched, ${bytes(missing)} to come` : 'fetched';
}
