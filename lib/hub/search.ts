import { type Exchange, type HubContext, sendJson } from './exchange.ts';

/** A row of `docker search`. */
interface SearchResult {
  name: string;
  description: string;
  star_count: number;
  is_official: boolean;
  is_automated: boolean;
  is_trusted: boolean;
}

/**
 * `index.docker.io/v1/search`, which `docker search` asks: repositories whose name or description holds the words.
 * "Official" says what it says on Docker Hub, that the repository is in `library`; nobody has starred anything here.
 */
export async function serveSearch(exchange: Exchange, { store }: HubContext): Promise<void> {
  const words = (exchange.query.get('q') ?? '').toLowerCase().slice(0, 200);
  const pageSize = readCount(exchange.query.get('n'), 25, 100);
  const page = readCount(exchange.query.get('page'), 1, 1_000_000);

  const found: SearchResult[] = [];
  const wanted = words.replace(/^library\//, '').trim();
  for (const repository of await store.repositories.list()) {
    const name = repository.replace(/^library\//, '');
    const description = (await store.repositories.about(repository))?.description ?? '';
    if (!name.includes(wanted) && !description.toLowerCase().includes(wanted)) continue;
    found.push({
      name,
      description,
      star_count: 0,
      is_official: name !== repository,
      is_automated: false,
      is_trusted: false,
    });
  }
  found.sort((a, b) => rank(a, wanted) - rank(b, wanted) || (a.name < b.name ? -1 : 1));

  sendJson(exchange, 200, {
    query: words,
    page,
    page_size: pageSize,
    num_pages: Math.ceil(found.length / pageSize),
    num_results: found.length,
    results: found.slice((page - 1) * pageSize, page * pageSize),
  });
}

/** The name itself first, then official images, then names that hold the words, then mere descriptions. */
function rank(result: SearchResult, wanted: string): number {
  if (result.name === wanted) return 0;
  return (result.is_official ? 1 : 2) + (result.name.includes(wanted) ? 0 : 2);
}

function readCount(text: string | null, otherwise: number, maximum: number): number {
  const count = /^\d{1,7}$/.test(text ?? '') ? Number(text) : otherwise;
  return Math.min(Math.max(count, 1), maximum);
}
