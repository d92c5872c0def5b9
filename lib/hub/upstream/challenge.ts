/** What a registry that wants a token says in `WWW-Authenticate`: where to get one, for which service, allowing what. */
export interface Challenge {
  realm: URL;
  service: string | null;
  scope: string | null;
}

/** Reads a Bearer challenge (RFC 6750, 3). Null for other schemes and for a realm that is no web address. */
export function readChallenge(header: string | null): Challenge | null {
  const parameters = /^Bearer\s+(.*)$/is.exec(header ?? '')?.[1];
  if (parameters === undefined) return null;
  const values = new Map<string, string>();
  for (const [, name = '', value = ''] of parameters.matchAll(/([a-z_]+)="([^"]*)"/gi))
    values.set(name.toLowerCase(), value);
  const realm = values.get('realm') ?? '';
  if (!/^https?:\/\//.test(realm) || !URL.canParse(realm)) return null;
  return { realm: new URL(realm), service: values.get('service') ?? null, scope: values.get('scope') ?? null };
}
