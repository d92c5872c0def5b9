import { z } from 'zod';
import type { ContentStore, Digest } from '#lib/hub/index.ts';
import { isDigest } from '#lib/hub/index.ts';

const Part = z.looseObject({ digest: z.string().refine(isDigest), size: z.int().nonnegative() });
/** An image's manifest or a list of images, as far as its parts go. */
const Manifest = z.looseObject({
  config: Part.optional(),
  layers: z.array(Part).optional(),
  manifests: z.array(Part).optional(),
});
const Config = z.looseObject({
  config: z.looseObject({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});

/** Everything one tag leads to in a store. */
export interface ImageContent {
  /** Manifests with their media types; of a list first the list, then those of its members that are there. */
  manifests: { digest: Digest; mediaType: string; size: number }[];
  /** Configuration and layers; `there` is false for what is to be fetched when somebody wants it. */
  blobs: { digest: Digest; size: number; there: boolean }[];
  /** True for an image of Slipway's own that stands in for the one of its name. */
  standIn: boolean;
}

/** Follows a tag of a repository; null when there is no such tag, or nothing under it that an engine could run. */
export async function imageContent(store: ContentStore, name: string, tag: string): Promise<ImageContent | null> {
  const { blobs, repositories } = store;
  const content: ImageContent = { manifests: [], blobs: [], standIn: false };
  const read = async (digest: Digest) => Buffer.concat(await blobs.read(digest).toArray());

  async function follow(digest: Digest): Promise<void> {
    const mediaType = await repositories.manifestType(name, digest);
    const size = await blobs.size(digest);
    if (mediaType === null || size === null) return;
    const parts = readParts(await read(digest));
    if (parts === null) return;
    content.manifests.push({ digest, mediaType, size });
    for (const [position, part] of parts.blobs.entries()) {
      const there = (await blobs.size(part.digest)) !== null;
      if (!content.blobs.some((known) => known.digest === part.digest)) content.blobs.push({ ...part, there });
      // The configuration comes first.
      if (position === 0 && there) content.standIn ||= isStandIn(await read(part.digest));
    }
    for (const member of parts.manifests) await follow(member.digest);
  }

  const digest = await repositories.resolve(name, tag);
  if (digest !== null) await follow(digest);
  return content.blobs.length > 0 ? content : null;
}

/** A part of an image as its manifest names it. */
interface ImagePart {
  digest: Digest;
  size: number;
}

/** What a manifest names: configuration and layers of an image, or the members of a list. Null for what is no manifest. */
export function readParts(bytes: Uint8Array): { blobs: ImagePart[]; manifests: ImagePart[] } | null {
  const read = Manifest.safeParse(parseJson(bytes));
  if (!read.success) return null;
  const { config, layers = [], manifests = [] } = read.data;
  const pick = ({ digest, size }: ImagePart): ImagePart => ({ digest, size });
  return { blobs: [...(config ? [config] : []), ...layers].map(pick), manifests: manifests.map(pick) };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

/** The label every image of the kit has, see publish. */
function isStandIn(config: Uint8Array): boolean {
  const read = Config.safeParse(parseJson(config));
  return read.success && read.data.config?.Labels?.['dev.slipway.stand-in'] !== undefined;
}

/** Bytes an image takes in the store. */
export function bytesOf({ manifests, blobs }: ImageContent): number {
  return [...manifests, ...blobs.filter(({ there }) => there)].reduce((sum, { size }) => sum + size, 0);
}
