import { RegistryError } from './registry-error.ts';
import type { ContentStore } from './store/store.ts';

/** Whose connection it is: a name by the grammar of a repository's component, the same for as long as the sandbox lives; null when nobody's. */
export type Tenants = (address: string, signal: AbortSignal) => Promise<string | null>;

/** No sandbox is told apart from another: there is no namespace to push to. */
export const noTenants: Tenants = async () => null;

/** Where the namespace of a tenant really is. Nobody can ask for it under this name. */
const storedAs = (account: string, tenant: string) => `${account}--${tenant}`;

/** A place that is never there: folders of repositories do not begin with an underscore. */
const nowhere = '_nowhere';

/**
 * The store as one tenant sees it: the namespace `account` is his own and kept apart, other tenants' do not exist, everything
 * else is shared. `tenant` is asked only when it matters. Writing to the namespace as nobody is DENIED.
 */
export function tenantStore(store: ContentStore, account: string, tenant: () => Promise<string | null>): ContentStore {
  const { repositories, uploads } = store;

  async function real(name: string): Promise<string> {
    const [first = '', ...rest] = name.split('/');
    if (first.startsWith(storedAs(account, ''))) return `${nowhere}/${name}`;
    if (first !== account) return name;
    const own = await tenant();
    return own === null ? `${nowhere}/${name}` : [storedAs(account, own), ...rest].join('/');
  }

  async function writable(name: string): Promise<string> {
    const path = await real(name);
    if (path.startsWith(nowhere)) throw new RegistryError('DENIED', null);
    return path;
  }

  async function list(): Promise<string[]> {
    const all = await repositories.list();
    const own = await tenant();
    const mine = own === null ? null : `${storedAs(account, own)}/`;
    return all.flatMap((name) => {
      if (mine && name.startsWith(mine)) return [`${account}/${name.slice(mine.length)}`];
      return name.startsWith(storedAs(account, '')) || name.startsWith(`${account}/`) ? [] : [name];
    });
  }

  return {
    ...store,
    repositories: {
      list,
      has: async (name) => repositories.has(await real(name)),
      about: async (name) => repositories.about(await real(name)),
      describe: async (name, about) => repositories.describe(await writable(name), about),
      tags: async (name) => repositories.tags(await real(name)),
      resolve: async (name, tag) => repositories.resolve(await real(name), tag),
      tag: async (name, tag, digest) => repositories.tag(await writable(name), tag, digest),
      untag: async (name, tag) => repositories.untag(await writable(name), tag),
      manifestType: async (name, digest) => repositories.manifestType(await real(name), digest),
      addManifest: async (name, digest, type) => repositories.addManifest(await writable(name), digest, type),
      hasBlob: async (name, digest) => repositories.hasBlob(await real(name), digest),
      addBlob: async (name, digest) => repositories.addBlob(await writable(name), digest),
      forget: async (name, digest) => repositories.forget(await writable(name), digest),
      contents: async (namespace) => repositories.contents(namespace === '' ? '' : await real(namespace)),
      namespaces: async () => [...new Set((await list()).flatMap((name) => name.split('/').slice(0, 1)))],
      remove: async (namespace) => repositories.remove(await writable(namespace)),
    },
    uploads: {
      ...uploads,
      start: async (name, namespace) => uploads.start(await writable(name), await writable(namespace)),
      size: async (id, name) => uploads.size(id, await real(name)),
      append: async (id, name, source, maxBytes, signal) =>
        uploads.append(id, await writable(name), source, maxBytes, signal),
      namespaceSize: async (namespace) => uploads.namespaceSize(await real(namespace)),
    },
    incoming: store.incoming,
  };
}

/** Removes what tenants pushed for whom `keep` is false, and says how many; the content goes with the next collection of garbage. */
export async function removeTenants(
  { repositories }: ContentStore,
  account: string,
  keep: (tenant: string) => boolean,
): Promise<number> {
  const prefix = storedAs(account, '');
  let removed = 0;
  for (const namespace of await repositories.namespaces()) {
    if (!namespace.startsWith(prefix) || keep(namespace.slice(prefix.length))) continue;
    await repositories.remove(namespace);
    removed += 1;
  }
  return removed;
}
