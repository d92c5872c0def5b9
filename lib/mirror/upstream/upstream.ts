import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { Clock, Logger } from '#lib/base/index.ts';
import { type FetchedFile, openFetchedFiles } from './fetched-files.ts';

/** Where packages are fetched from that the kit lacks: addresses without a slash at their end; null for nowhere. */
export interface PackageOrigins {
  debian: string | null;
  debianSecurity: string | null;
  /** A simple index that speaks JSON (PEP 691). */
  pip: string | null;
  npm: string | null;
}

/** A file of a Python project as its index lists it. */
export interface PipFile {
  filename: string;
  url: string;
  sha256: string;
  requiresPython: string | null;
}

/** What npm's registry says of a package; versions hold `dist.tarball`. */
export type NpmDocument = z.infer<typeof NpmDocument>;

/** The real package sources behind the mirror. Null everywhere means: not there, or nobody answers. */
export interface PackageUpstream {
  debian(archive: 'debian' | 'debian-security', path: string): Promise<FetchedFile>;
  pipFiles(project: string): Promise<PipFile[] | null>;
  pipFile(file: PipFile): Promise<FetchedFile>;
  npmDocument(name: string): Promise<NpmDocument | null>;
  npmFile(name: string, file: string): Promise<FetchedFile>;
}

const PipIndex = z.object({
  files: z.array(
    z.object({
      filename: z.string(),
      url: z.string(),
      hashes: z.object({ sha256: z.string().optional() }),
      'requires-python': z.string().nullish(),
    }),
  ),
});
const NpmDocument = z.looseObject({
  name: z.string(),
  versions: z.record(z.string(), z.looseObject({ dist: z.looseObject({ tarball: z.string() }) })),
});

/** How old a list of packages may be. */
const listMs = 10 * 60_000;

/** Fetches through `folder`, where everything stays. Nothing is asked before somebody misses something. */
export function createPackageUpstream(
  origins: PackageOrigins,
  { folder, clock, logger }: { folder: string; clock: Clock; logger: Logger },
): PackageUpstream {
  const files = openFetchedFiles(folder, clock, logger);

  async function document<Type>(url: string, accept: string, schema: z.ZodType<Type>): Promise<Type | null> {
    const file = await files.get(url, { accept, maxAgeMs: listMs });
    if (file.is !== 'found') return null;
    try {
      return schema.parse(JSON.parse(await readFile(file.path, 'utf8')));
    } catch (error) {
      // A captive portal answers every question with its own page.
      logger.info({ url, err: error }, 'a list of packages cannot be read');
      return null;
    }
  }

  return {
    async debian(archive, path) {
      const origin = archive === 'debian' ? origins.debian : origins.debianSecurity;
      const url = origin && addressBelow(origin, path);
      if (!url) return { is: 'missing' };
      const changes = path.startsWith('dists/') && !path.includes('/by-hash/');
      return files.get(url, changes ? { maxAgeMs: listMs } : {});
    },

    async pipFiles(project) {
      const { pip } = origins;
      if (!pip) return null;
      const address = `${pip}/${encodeURIComponent(project)}/`;
      const index = await document(address, 'application/vnd.pypi.simple.v1+json', PipIndex);
      if (!index) return null;
      return index.files.flatMap(({ filename, url, hashes, 'requires-python': requiresPython }) => {
        const at = new URL(url, address);
        // An index may send us anywhere: to the internet, not into the server's own network.
        const allowed = at.protocol === 'https:' || at.origin === new URL(pip).origin;
        if (!allowed || !hashes.sha256 || filename !== basename(filename)) return [];
        return [{ filename, url: at.href, sha256: hashes.sha256, requiresPython: requiresPython ?? null }];
      });
    },
    pipFile: ({ url, sha256 }) => files.get(url, { sha256 }),

    async npmDocument(name) {
      if (!origins.npm) return null;
      const address = `${origins.npm}/${name.replace('/', '%2f')}`;
      return document(address, 'application/vnd.npm.install-v1+json', NpmDocument);
    },
    async npmFile(name, file) {
      const url = origins.npm && addressBelow(origins.npm, `${name}/-/${file}`);
      return url ? files.get(url) : { is: 'missing' };
    },
  };
}

/** An address below `origin`; null when the path would leave it. */
function addressBelow(origin: string, path: string): string | null {
  const steps = path.split('/');
  if (steps.some((step) => step === '' || step === '.' || step === '..')) return null;
  return `${origin}/${steps.map((step) => encodeURIComponent(step)).join('/')}`;
}
