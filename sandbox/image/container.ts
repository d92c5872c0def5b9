import type Docker from 'dockerode';
import type { Artifacts } from './artifacts.ts';
import { labels } from './labels.ts';
import type { SandboxNetwork } from './network.ts';

/** What sandboxes may reach besides what the server itself offers: the internet, a list of addresses, or nothing. */
export type Egress = { policy: 'open' } | { policy: 'mirrors'; addresses: readonly string[] } | { policy: 'none' };

/** Where the stand-in for Docker Hub listens, as seen from a sandbox's network. */
export interface HubAddress {
  host: string;
  httpPort: number;
  httpsPort: number;
}

/** Everything a sandbox's container is made from. */
export interface ContainerPlan {
  installation: string;
  artifacts: Artifacts;
  network: SandboxNetwork;
  /** First uid of its private range. */
  uidBase: number;
  memoryMiB: number;
  cpus: number;
  processes: number;
  /** Name servers of the host; the first is used. Empty: names do not resolve, at once. */
  nameServers: readonly string[];
  egress: Egress;
  /** Addresses refused whatever the policy says: the host's own, beyond the private ranges that are always refused. */
  refused: readonly string[];
  hub: HubAddress | null;
  /** Certificate authority sandboxes trust for the stand-in, PEM. */
  caPem: string | null;
  /** Private host key and the client's public key, OpenSSH text. Null for a sandbox that is only entered by docker exec. */
  keys: { host: string; client: string } | null;
  /** `use` mounts the golden image store when there is one; `build` writes it. */
  store: 'use' | 'build';
  /** AppArmor profile; null on hosts without AppArmor. */
  appArmor: string | null;
  labels: Record<string, string>;
}

/** What the warden needs until it has started the sandbox; it then drops all nine. */
const capabilities = [
  ...['SYS_ADMIN', 'NET_ADMIN', 'SYS_CHROOT', 'SETUID', 'SETGID', 'SETPCAP'],
  ...['CHOWN', 'DAC_OVERRIDE', 'FOWNER'],
];

/** The container of a sandbox: a stock engine's, unprivileged, read-only, default seccomp. */
export function sandboxContainer(name: string, plan: ContainerPlan): Docker.ContainerCreateOptions {
  const { artifacts, installation } = plan;
  const ownLabels = { ...plan.labels, [labels.installation]: installation, [labels.uidBase]: String(plan.uidBase) };
  const bytes = plan.memoryMiB * 1024 * 1024;
  const store = artifacts.storeVolume
    ? [`${artifacts.storeVolume}:/golden/store${plan.store === 'build' ? '' : ':ro'}`]
    : [];
  // The types do not know CgroupnsMode, which Engine API 1.41 does.
  const host: Docker.HostConfig & { CgroupnsMode: 'private' } = {
    CapDrop: ['ALL'],
    CapAdd: capabilities,
    SecurityOpt: ['no-new-privileges', ...(plan.appArmor ? [`apparmor=${plan.appArmor}`] : [])],
    CgroupnsMode: 'private',
    ReadonlyRootfs: true,
    Tmpfs: { '/run': 'size=1m', '/sb': 'size=1m', '/cg': 'size=1m', '/vis': 'size=1m' },
    Binds: [`${artifacts.rootVolume}:/golden/root:ro`, ...store],
    // Unnamed, so that removing the container removes it; labelled, so that it is found should that fail.
    // Its size is not limited yet: that takes a project quota or a loop file, by the host's file system.
    Mounts: [{ Type: 'volume', Source: '', Target: '/data', VolumeOptions: volumeOptions(ownLabels) }],
    NetworkMode: plan.network.name,
    Memory: bytes,
    MemorySwap: bytes,
    NanoCpus: Math.round(plan.cpus * 1e9),
    PidsLimit: plan.processes,
    // When the host runs out of memory, sandboxes go before the server.
    OomScoreAdj: 300,
    RestartPolicy: { Name: 'no' },
    LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
  };
  return {
    name,
    Image: artifacts.image,
    Labels: ownLabels,
    Env: environment(plan),
    StopTimeout: 10,
    HostConfig: host,
  };
}

function volumeOptions(own: Record<string, string>): NonNullable<Docker.MountSettings['VolumeOptions']> {
  return { NoCopy: true, Labels: own, DriverConfig: { Name: 'local', Options: {} } };
}

/** The warden's settings; an absent one stays absent. */
function environment(plan: ContainerPlan): string[] {
  const { egress, hub, keys } = plan;
  const values: Record<string, string | false | null | undefined> = {
    SB_BASE: String(plan.uidBase),
    SB_FILES: plan.artifacts.files,
    SB_STORE: plan.store === 'build' && 'build',
    SB_SERVER: plan.network.gateway,
    SB_DNS: egress.policy !== 'none' && plan.nameServers[0],
    SB_HUB: hub && `${hub.host}:${hub.httpPort}:${hub.httpsPort}`,
    SB_EGRESS: egress.policy,
    SB_MIRRORS: egress.policy === 'mirrors' && egress.addresses.join(', '),
    SB_REFUSED: plan.refused.join(', '),
    SB_CA: plan.caPem,
    SB_HOST_KEY: keys?.host,
    SB_CLIENT_KEY: keys?.client,
  };
  return Object.entries(values).flatMap(([name, value]) => (value ? [`${name}=${value}`] : []));
}
