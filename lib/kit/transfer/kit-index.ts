import { z } from 'zod';
import { isDigest, isRepositoryName, isTag } from '#lib/hub/index.ts';

const Digest = z.string().refine(isDigest, 'is no digest');
const Size = z.int().nonnegative();

/** A path below the packages' folder: it can neither leave the folder nor hide in it. */
const PackagePath = z
  .string()
  .max(500)
  .regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))[^/\p{Cc}\\][^\p{Cc}\\]*$/u)
  .refine((path) => !path.includes('//') && !path.endsWith('/'));

/** First entry of an exported kit: everything that follows, with its digest, and what it means. */
export const KitIndex = z.strictObject({
  format: z.literal('slipway-kit-1'),
  /** What the stand-ins were made from; a kit of the same sources need not be built again. */
  madeFrom: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  repositories: z.array(
    z.strictObject({
      name: z.string().refine(isRepositoryName),
      about: z.strictObject({ description: z.string().max(300), standIn: z.boolean() }).nullable(),
      tags: z.record(z.string().refine(isTag), Digest),
      manifests: z.array(z.strictObject({ digest: Digest, mediaType: z.string().max(200) })),
      blobs: z.array(Digest),
    }),
  ),
  /** Manifests, configurations and layers, in the order they follow. */
  blobs: z.array(z.strictObject({ digest: Digest, size: Size })),
  /** Files of the package mirrors, in the order they follow. */
  packages: z.array(z.strictObject({ path: PackagePath, digest: Digest, size: Size })),
});
export type KitIndex = z.infer<typeof KitIndex>;

/** Most bytes an index may have. */
export const indexBytes = 16 * 1024 ** 2;
