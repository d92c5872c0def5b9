import type Docker from 'dockerode';
import { z } from 'zod';
import { appArmorFor, ownProfile } from '../../image/app-armor.ts';
import type { DriverHealth } from '../../model.ts';

type Finding = DriverHealth['findings'][number];

const Info = z.object({
  KernelVersion: z.string(),
  CgroupVersion: z.string().optional(),
  OSType: z.string(),
  ServerVersion: z.string(),
  Name: z.string(),
  NCPU: z.number(),
  MemTotal: z.number(),
  PidsLimit: z.boolean().optional(),
  MemoryLimit: z.boolean().optional(),
  SecurityOptions: z.array(z.string()).nullish(),
});

/** Idmapped layers under overlayfs came with Linux 5.19. */
const kernelNeeded = [5, 19] as const;
const engineNeeded = [20, 10] as const;

/** True when a version such as "6.1.0-18-amd64" is at least `needed`. */
export function atLeast(version: string, needed: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = version.split(/[.-]/).map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
}

/** What of set-up has been done: without the root file system there are no sandboxes, without the layers slower pulls. */
export interface Readiness {
  root: boolean;
  layers: boolean;
}

/** Looks at everything a sandbox needs of the engine and its host; never rejects. `ready` says whether set-up has been done. */
export async function examineHost(docker: Docker, ready: () => Promise<Readiness>): Promise<DriverHealth> {
  let info: z.infer<typeof Info>;
  try {
    info = Info.parse(await docker.info());
  } catch (error) {
    const detail = `does not answer: ${error instanceof Error ? error.message : String(error)}`;
    const remedy = 'Install and start Docker (Debian: apt-get install docker.io), or name its socket in DOCKER_HOST.';
    return { ok: false, findings: [{ name: 'Docker engine', ok: false, detail, remedy }] };
  }
  const findings = [
    engine(info),
    kernel(info),
    rootless(info),
    controllers(info),
    await appArmor(docker),
    await setUp(ready),
  ];
  return { ok: findings.every((finding) => finding.ok), findings };
}

function finding(name: string, ok: boolean, detail: string, remedy: string): Finding {
  return ok ? { name, ok, detail } : { name, ok, detail, remedy };
}

function engine({ ServerVersion, OSType, NCPU, MemTotal }: z.infer<typeof Info>): Finding {
  const ok = OSType === 'linux' && atLeast(ServerVersion, engineNeeded);
  const detail = `${ServerVersion} on ${OSType}, ${NCPU} cores, ${Math.round(MemTotal / 2 ** 30)} GiB`;
  return finding('Docker engine', ok, detail, 'Use a Linux engine, 20.10 or newer.');
}

function kernel({ KernelVersion }: z.infer<typeof Info>): Finding {
  const ok = atLeast(KernelVersion, kernelNeeded);
  const remedy =
    'Sandboxes share one root file system through idmapped mounts: use Linux 5.19 or newer (Debian 12 has 6.1).';
  return finding('Linux kernel', ok, KernelVersion, remedy);
}

function rootless({ SecurityOptions }: z.infer<typeof Info>): Finding {
  const found = ['rootless', 'userns'].filter((name) =>
    SecurityOptions?.some((option) => option.includes(`name=${name}`)),
  );
  const detail =
    found.length === 0 ? 'free to give every sandbox its own' : `the engine itself runs with ${found.join(', ')}`;
  return finding(
    'User ids',
    found.length === 0,
    detail,
    'Use an ordinary engine: rootless mode and userns-remap leave no ids to share out.',
  );
}

function controllers({ CgroupVersion, MemoryLimit, PidsLimit }: z.infer<typeof Info>): Finding {
  const missing = [MemoryLimit === false && 'memory', PidsLimit === false && 'pids'].filter(Boolean);
  const detail = missing.length === 0 ? `version ${CgroupVersion ?? '1'}` : `without ${missing.join(' and ')} limits`;
  return finding(
    'Control groups',
    missing.length === 0,
    detail,
    'Boot with cgroup_enable=memory, or mount the missing controllers.',
  );
}

async function appArmor(docker: Docker): Promise<Finding> {
  const profile = await appArmorFor(docker).catch(() => null);
  const detail =
    profile === null
      ? 'not in use on this host'
      : profile === ownProfile
        ? `sandboxes are confined by ${ownProfile}`
        : `sandboxes run unconfined by AppArmor; for a second wall: apparmor_parser -r sandbox/image/apparmor/${ownProfile}`;
  return { name: 'AppArmor', ok: true, detail };
}

async function setUp(ready: () => Promise<Readiness>): Promise<Finding> {
  const { root, layers } = await ready().catch(() => ({ root: false, layers: false }));
  const detail = root
    ? `made${layers ? '' : '; the shared image layers are not, so pulls take longer'}`
    : 'not made yet, or made from other sources';
  return finding('Sandbox files', root, detail, 'npm start makes them.');
}
