/**
 * Where lessons run: makes, leases, watches and ends sandboxes, whatever engine runs them.
 * Knows nothing of lessons, checks' expectations, learners, HTTP or browsers.
 */
export { connectSsh } from './channel/ssh.ts';
export { containerChanges } from './daemon/container-changes.ts';
export { containerListeners } from './daemon/container-listeners.ts';
export { imageHistory } from './daemon/image-history.ts';
export { type SandboxWatch, type SandboxWatchListener, watchSandbox } from './daemon/watch.ts';
export { createDockerDriver, type DockerDriverOptions, findSandboxAt } from './drivers/docker/index.ts';
export { createFakeDriver, type FakeDriver } from './drivers/fake.ts';
export { openSandboxNetwork, type SandboxNetwork } from './image/network.ts';
export { type SandboxSetupOptions, sandboxSetupParts } from './image/setup-parts.ts';
export { packageCache, toolchainFolder, toolchainPartId } from './image/toolchain-part.ts';
export * from './model.ts';
export { createSandboxes } from './pool/create-sandboxes.ts';
export type { Lease, LeaseEnd, LeasePort } from './pool/lease.ts';
export type { Census, SandboxesOptions } from './pool/options.ts';
export type { Sandboxes } from './pool/sandboxes.ts';
