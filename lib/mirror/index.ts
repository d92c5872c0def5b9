/**
 * Package mirrors inside sandboxes: what pip, npm, apt and git ask for, from a folder that is made when setting up.
 * Knows nothing of sandboxes and of images, but that packages are chosen to fit the debian one.
 */
export { type PackagesOptions, packagesSetupPart } from './build/setup-part.ts';
export { createMirror, type Mirror, type MirrorOptions } from './mirror.ts';
export { gitHost } from './route.ts';
export { createPackageUpstream, type PackageOrigins, type PackageUpstream } from './upstream/upstream.ts';
