import type { Exchange, HubContext } from './exchange.ts';
import { RegistryError } from './registry-error.ts';
import { type Grant, readToken } from './token.ts';

/** Host names of Docker Hub the hub answers for inside sandboxes. */
export const hubHosts = ['registry-1.docker.io', 'auth.docker.io', 'index.docker.io', 'docker.io'] as const;

/**
 * The grant a request to the registry carries.
 * @throws RegistryError UNAUTHORIZED with the challenge that sends a client to the token service, as Docker Hub words it:
 * from `insufficient_scope` the engine makes "pull access denied …, or may require 'docker login'".
 */
export function requireGrant(exchange: Exchange, { secret, clock }: HubContext, scope?: string): Grant {
  const header = exchange.request.headers.authorization;
  if (header === undefined) throw unauthorized(exchange, scope);
  const token = /^Bearer ([A-Za-z0-9_.-]+)$/i.exec(header)?.[1];
  const grant = token === undefined ? null : readToken(token, secret, clock.now());
  if (grant === null) throw unauthorized(exchange, scope, 'invalid_token');
  return grant;
}

/** The grant, when it allows `action` on the repository; otherwise as {@link requireGrant}. */
export function requireAccess(exchange: Exchange, hub: HubContext, name: string, action: 'pull' | 'push'): Grant {
  const scope = `repository:${name}:${action === 'pull' ? 'pull' : 'pull,push'}`;
  const grant = requireGrant(exchange, hub, scope);
  if (!allows(grant, name, action)) throw unauthorized(exchange, scope, 'insufficient_scope');
  return grant;
}

/** True when the grant allows `action` on the repository. */
export function allows(grant: Grant, name: string, action: 'pull' | 'push'): boolean {
  return grant.access.some((entry) => entry.name === name && entry.actions.includes(action));
}

/** The refusal that Docker Hub gives for a repository that is not there, or not for this client: it does not tell which. */
export function accessDenied(exchange: Exchange, name: string): RegistryError {
  return unauthorized(exchange, `repository:${name}:pull`, 'insufficient_scope');
}

function unauthorized(
  exchange: Exchange,
  scope?: string,
  error?: 'invalid_token' | 'insufficient_scope',
): RegistryError {
  const realm = hubHosts.some((host) => host === exchange.host)
    ? 'https://auth.docker.io/token'
    : `${exchange.scheme}://${exchange.host}/token`;
  const challenge = [`realm="${realm}"`, 'service="registry.docker.io"'];
  if (scope) challenge.push(`scope="${scope}"`);
  if (error) challenge.push(`error="${error}"`);
  return new RegistryError('UNAUTHORIZED', scope ? scopeDetail(scope) : null, {
    headers: { 'www-authenticate': `Bearer ${challenge.join(',')}` },
  });
}

function scopeDetail(scope: string): unknown {
  const [Type, Name, actions = ''] = scope.split(':');
  return actions.split(',').map((Action) => ({ Type, Class: '', Name, Action }));
}
