import { createHash } from 'node:crypto';
import type { ContentStore } from '#lib/hub/index.ts';
import { imageContent } from './image-content.ts';
import type { ByteReport } from './prefetch.ts';

/**
 * Reads everything in the store again and compares it with its digest, then follows every tag. Returns what is wrong, one
 * sentence each; nothing is changed.
 */
export async function verifyKit(store: ContentStore, report: ByteReport, signal: AbortSignal): Promise<string[]> {
  const problems: string[] = [];
  const blobs = await store.blobs.list();
  const total = blobs.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const { digest, size } of blobs) {
    const hash = createHash('sha256');
    for await (const chunk of store.blobs.read(digest)) {
      signal.throwIfAborted();
      hash.update(chunk);
    }
    if (`sha256:${hash.digest('hex')}` !== digest) problems.push(`${digest} is not what its digest says`);
    done += size;
    report('reading', done, total);
  }
  for (const name of await store.repositories.list()) {
    for (const tag of await store.repositories.tags(name)) {
      const content = await imageContent(store, name, tag).catch(() => null);
      if (content === null) problems.push(`${name}:${tag} leads to no image`);
      // Layers of fetched images may still be to come; those of stand-ins were all made.
      else if (content.standIn && content.blobs.some(({ there }) => !there))
        problems.push(`${name}:${tag} lacks a layer`);
    }
  }
  return problems;
}
