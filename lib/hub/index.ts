/**
 * Docker Hub's stand-in inside sandboxes: a content store and a registry with token service, search and login over it.
 * Knows nothing of Docker engines, sandboxes or how the images in it were made.
 */
export { hubHosts } from './access.ts';
export { type Accounts, noAccounts } from './accounts.ts';
export type { HubLimits } from './exchange.ts';
export { collectGarbage } from './garbage.ts';
export { type BesideHub, createHub, type Hub, type HubAddress, type HubOptions } from './hub.ts';
export { createLabCa, type LabCa } from './lab-ca.ts';
export { type Digest, isDigest, isRepositoryName, isTag } from './reference.ts';
export type { StoredBlob } from './store/blobs.ts';
export type { About } from './store/repositories.ts';
export { type ContentStore, openContentStore } from './store/store.ts';
export { removeTenants, type Tenants } from './tenant-store.ts';
export type { BlobFetch } from './upstream/blob-fetch.ts';
export type { UpstreamAddress } from './upstream/registry-client.ts';
export { createUpstream, type Upstream } from './upstream/upstream.ts';
export { workshopAccount, workshopAccounts } from './workshop-account.ts';
