/** Sandboxes on a stock Docker engine. Knows nothing of sessions, lessons or who leases what. */
export { createDockerDriver } from './driver.ts';
export { findSandboxAt } from './find-sandbox-at.ts';
export type { DockerDriverOptions } from './options.ts';
