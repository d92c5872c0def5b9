import { allows } from './access.ts';
import { type Exchange, type HubContext, readBody, sendJson } from './exchange.ts';
import { isRepositoryName, namespaceOf } from './reference.ts';
import { RegistryError } from './registry-error.ts';
import { type Grant, signToken } from './token.ts';
import { isLearners } from './workshop-account.ts';

/** Docker Hub's own figure. */
const tokenSeconds = 300;

/** More scopes than any client asks for at once. */
const maximumScopes = 16;

/** What a client presents and wants: from a GET with Basic credentials or an OAuth2 POST. */
interface TokenRequest {
  credentials: { username: string; password: string } | null;
  scopes: string[];
}

/**
 * `auth.docker.io/token`: anybody may pull what is there, an account may also push to its namespace.
 * A scope that cannot be granted is left out of the token and no error, as on Docker Hub: the registry then refuses.
 */
export async function serveToken(exchange: Exchange, hub: HubContext): Promise<void> {
  const asked = exchange.method === 'POST' ? await readForm(exchange) : readQuery(exchange);
  if (asked === null) return sendJson(exchange, 400, { details: 'unsupported grant type' });
  const { credentials } = asked;
  if (credentials && !(await hub.accounts.verify(credentials.username, credentials.password, exchange.signal))) {
    // "details" and not the registry's error document: this is what the engine prints after "unauthorized:".
    return sendJson(exchange, 401, { details: 'incorrect username or password' });
  }
  const now = hub.clock.now();
  const grant: Grant = { account: credentials?.username ?? null, access: [], expiresAt: now + tokenSeconds * 1000 };
  for (const scope of asked.scopes.slice(0, maximumScopes)) await addAccess(grant, scope, hub);
  const token = signToken(grant, hub.secret);
  const answer = { token, access_token: token, expires_in: tokenSeconds, issued_at: new Date(now).toISOString() };
  sendJson(exchange, 200, answer, { 'cache-control': 'no-store' });
}

async function addAccess(grant: Grant, scope: string, { store, upstream }: HubContext): Promise<void> {
  const match = /^repository(?:\([a-z]+\))?:([^:]+):([a-z*,]+)$/.exec(scope);
  const [, name = '', actions = ''] = match ?? [];
  if (!isRepositoryName(name)) return;
  const own = grant.account !== null && namespaceOf(name) === grant.account;
  const wants = (action: string) => actions.split(',').some((wanted) => wanted === action || wanted === '*');
  const granted: Grant['access'][number] = { name, actions: [] };
  if (wants('pull') && !allows(grant, name, 'pull')) {
    // What is not here may be upstream: whether it is shows when it is pulled. What learners push is nowhere else.
    const elsewhere = !isLearners(name) && upstream?.reachable();
    if (own || elsewhere || (await store.repositories.has(name))) granted.actions.push('pull');
  }
  if (wants('push') && !allows(grant, name, 'push') && own) granted.actions.push('push');
  if (granted.actions.length > 0) grant.access.push(granted);
}

function readQuery({ request, query }: Exchange): TokenRequest {
  const encoded = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const scopes = query.getAll('scope').flatMap((scope) => scope.split(' '));
  if (encoded === undefined) return { credentials: null, scopes };
  const [username = '', ...password] = Buffer.from(encoded, 'base64').toString().split(':');
  return { credentials: { username, password: password.join(':') }, scopes };
}

/** The OAuth2 form BuildKit and containerd send when they have credentials. Null for a grant type we never hand tokens for. */
async function readForm(exchange: Exchange): Promise<TokenRequest | null> {
  const body = await readBody(exchange, 16 * 1024);
  if (body === null) throw new RegistryError('SIZE_INVALID', { maximum: 16 * 1024 });
  const form = new URLSearchParams(body.toString());
  if (form.get('grant_type') !== 'password') return null;
  const credentials = { username: form.get('username') ?? '', password: form.get('password') ?? '' };
  return { credentials, scopes: form.getAll('scope').flatMap((scope) => scope.split(' ')) };
}
