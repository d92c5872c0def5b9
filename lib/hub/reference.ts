/** A sha256 digest as registries write it: `sha256:` and 64 lower-case hex digits. */
export type Digest = `sha256:${string}`;

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const namePattern = new RegExp(`^${component}(?:/${component})*$`);

/** True for a digest this store can hold; other algorithms are refused. */
export function isDigest(value: string): value is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(value);
}

/**
 * True for a repository name by the grammar of the OCI distribution specification, at most 255 characters.
 * No component can be empty, start with a dot or hold an underscore first: a name is safe as a relative folder,
 * and folders of our own may start with `_`.
 */
export function isRepositoryName(value: string): boolean {
  return value.length <= 255 && namePattern.test(value);
}

/** True for a tag by the same specification: at most 128 characters, never starting with a dot or a dash. */
export function isTag(value: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(value);
}

/** The first component of a repository name: whose it is. `library` holds what the Hub calls official images. */
export function namespaceOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf('/')));
}
