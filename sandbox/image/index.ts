/** What sandboxes boot from, and setting it up. Knows nothing of sessions or of which sandbox is whose. */
export type { StoreContent } from './artifacts.ts';
export { labels } from './labels.ts';
export { openSandboxNetwork, type SandboxNetwork } from './network.ts';
export { type SandboxSetupOptions, sandboxSetupParts } from './setup-parts.ts';
export type { OpenHub, StoreOptions } from './store-part.ts';
export { packageCache, toolchainFolder, toolchainPartId } from './toolchain-part.ts';
