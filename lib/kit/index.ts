/**
 * Stand-in images, built from Debian packages and own sources into the hub's content store without any Docker engine.
 * Knows nothing of who pulls them.
 */
export { defaultImages, type KitImage, kitImages } from './catalogue.ts';
export { bytesOf, imageContent } from './image-content.ts';
export { type ImageName, readImageName } from './image-name.ts';
export { type ByteReport, type Prefetched, prefetch } from './prefetch.ts';
export { contentVersion, type KitOptions, kitPartId, kitSetupPart, kitVersion } from './setup-part.ts';
export { forgetStamp, writeGeneration } from './stamp.ts';
export { type KitStatus, kitStatus, knownImages } from './status.ts';
export { exportKit, type KitFolders } from './transfer/export-kit.ts';
export { importKit } from './transfer/import-kit.ts';
export { verifyKit } from './verify.ts';
