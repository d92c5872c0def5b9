import { type MirrorExchange, sendBody, sendFile, sendMiss } from './answer.ts';
import type { PackageContent } from './content.ts';
import type { MirrorRoute } from './route.ts';
import type { PackageUpstream } from './upstream/upstream.ts';

type PipRoute = Extract<MirrorRoute, { kind: `pip-${string}` }>;

/** One file of a project, ours or upstream's. */
interface Offer {
  filename: string;
  sha256: string;
  requiresPython: string | null;
}

/**
 * The simple repository API (PEP 503, and PEP 691 for whoever asks for JSON) over `pip/<project>/<wheel>` of the package folder
 * and what is upstream; pip chooses the newest of both.
 */
export async function servePip(
  exchange: MirrorExchange,
  content: PackageContent,
  upstream: PackageUpstream | null,
  route: PipRoute,
): Promise<void> {
  const { files } = await content.index();
  if (route.kind === 'pip-list') {
    const projects = Object.keys(files).flatMap((path) => /^pip\/([^/]+)\//.exec(path)?.[1] ?? []);
    const links = [...new Set(projects)].map((project) => `<a href="/pip/simple/${project}/">${project}</a>`);
    return sendPage(exchange, links);
  }
  const folder = `pip/${route.project}/`;
  const own = Object.entries(files).flatMap(([path, { sha256 }]): Offer[] =>
    path.startsWith(folder) ? [{ filename: path.slice(folder.length), sha256, requiresPython: null }] : [],
  );
  if (route.kind === 'pip-project') {
    const theirs = (await upstream?.pipFiles(route.project)) ?? [];
    const offers = [...own, ...theirs.filter(({ filename }) => !own.some((offer) => offer.filename === filename))];
    if (offers.length === 0) return sendMiss(exchange, route.project);
    if (exchange.request.headers.accept?.startsWith(json)) return sendJson(exchange, route.project, offers);
    return sendPage(
      exchange,
      offers.map((offer) => linkTo(route.project, offer)),
    );
  }
  const path = `${folder}${route.file}`;
  const ours = Object.hasOwn(files, path) ? files[path] : undefined;
  if (ours) return sendFile(exchange, content.path(path), 'application/octet-stream', ours.size);
  const wanted = (await upstream?.pipFiles(route.project))?.find(({ filename }) => filename === route.file);
  const fetched = wanted && (await upstream?.pipFile(wanted));
  if (fetched?.is !== 'found') return sendMiss(exchange, route.file);
  return sendFile(exchange, fetched.path, 'application/octet-stream', fetched.size);
}

const json = 'application/vnd.pypi.simple.v1+json';
const addressOf = (project: string, filename: string) => `/pip/files/${project}/${encodeURIComponent(filename)}`;
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function linkTo(project: string, { filename, sha256, requiresPython }: Offer): string {
  const python = requiresPython === null ? '' : ` data-requires-python="${escaped(requiresPython)}"`;
  return `<a href="${addressOf(project, filename)}#sha256=${sha256}"${python}>${escaped(filename)}</a>`;
}

function sendJson(exchange: MirrorExchange, project: string, offers: readonly Offer[]): void {
  const files = offers.map(({ filename, sha256, requiresPython }) => ({
    filename,
    url: addressOf(project, filename),
    hashes: { sha256 },
    ...(requiresPython !== null && { 'requires-python': requiresPython }),
  }));
  sendBody(exchange, json, JSON.stringify({ meta: { 'api-version': '1.0' }, name: project, files }));
}

function sendPage(exchange: MirrorExchange, links: readonly string[]): void {
  const body = `<!DOCTYPE html>\n<html><head><meta name="pypi:repository-version" content="1.0"></head><body>\n${links.join('<br>\n')}\n</body></html>\n`;
  sendBody(exchange, 'text/html; charset=utf-8', body);
}
