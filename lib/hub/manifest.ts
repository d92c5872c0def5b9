import { z } from 'zod';
import { type Digest, isDigest } from './reference.ts';
import { RegistryError } from './registry-error.ts';

/** Media types of one image. */
export const imageManifestTypes = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
];
/** Media types of a list of images, one per platform. */
export const imageIndexTypes = [
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
];

const Descriptor = z.looseObject({ digest: z.string().refine(isDigest), size: z.int().nonnegative() });
// Loose: the specification tells registries to keep fields they do not know.
const ImageManifest = z.looseObject({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  config: Descriptor,
  layers: z.array(Descriptor).max(256),
});
const ImageIndex = z.looseObject({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  manifests: z.array(Descriptor).max(256),
});

/** What a pushed manifest needs to be there. */
export interface ManifestParts {
  blobs: Digest[];
  manifests: Digest[];
}

/**
 * Reads a manifest as far as a registry must understand it.
 * @throws RegistryError MANIFEST_INVALID for anything that is not an image or a list of images of the given media type.
 */
export function readManifest(bytes: Uint8Array, mediaType: string): ManifestParts {
  const document = parseJson(bytes);
  if (imageManifestTypes.includes(mediaType)) {
    const manifest = ImageManifest.safeParse(document);
    if (manifest.success && (manifest.data.mediaType ?? mediaType) === mediaType) {
      return { blobs: [manifest.data.config, ...manifest.data.layers].map((part) => part.digest), manifests: [] };
    }
  }
  if (imageIndexTypes.includes(mediaType)) {
    const index = ImageIndex.safeParse(document);
    if (index.success && (index.data.mediaType ?? mediaType) === mediaType) {
      return { blobs: [], manifests: index.data.manifests.map((part) => part.digest) };
    }
  }
  throw new RegistryError('MANIFEST_INVALID', { mediaType });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}
