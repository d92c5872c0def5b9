import type { IncomingMessage, ServerResponse } from 'node:http';
import { openPackageContent } from './content.ts';
import { serveDebian } from './debian.ts';
import { openRepositories } from './git/open-repositories.ts';
import { serveGit } from './git.ts';
import { serveNpm } from './npm.ts';
import { servePip } from './pip.ts';
import { readMirrorRoute } from './route.ts';
import type { PackageUpstream } from './upstream/upstream.ts';

/** What pip, npm, apt and git inside sandboxes ask, on the port where the hub listens for plain HTTP. */
export interface Mirror {
  /**
   * Answers when the request is one of the mirror's, and says whether it was. Rejects when an answer broke off or the package
   * folder is damaged; nothing may have been sent then.
   */
  answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

export interface MirrorOptions {
  /** The package folder, made by the part of setting up of this part. It may be missing or be replaced at any time. */
  folder: string;
  /** Folder whose folders are served as git repositories. */
  repositories: string;
  /** Where what the package folder lacks is fetched from; null: nowhere. */
  upstream: PackageUpstream | null;
}

/** Serves what is in the package folder; what is not there is a miss that says so in one line. */
export async function createMirror({ folder, repositories, upstream }: MirrorOptions): Promise<Mirror> {
  const content = openPackageContent(folder);
  const git = await openRepositories(repositories);
  return {
    async answer(request, response) {
      const host = /^[\w.:[\]-]{1,260}$/.exec(request.headers.host ?? '')?.[0] ?? 'localhost';
      const route = readMirrorRoute(request.url ?? '/', host);
      if (!route) return false;
      const exchange = { request, response, base: `http://${host}` };
      if (route.kind === 'git') await serveGit(exchange, git, route);
      else if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405).end();
      else if (route.kind === 'debian') await serveDebian(exchange, content, upstream, route);
      else if (route.kind === 'npm-package' || route.kind === 'npm-file' || route.kind === 'npm-other')
        await serveNpm(exchange, content, upstream, route);
      else await servePip(exchange, content, upstream, route);
      return true;
    },
  };
}
