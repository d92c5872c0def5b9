import { requireGrant } from './access.ts';
import { type Exchange, type HubContext, sendEmpty, sendJson } from './exchange.ts';
import { serveBlob, serveManifest, serveTags } from './pull.ts';
import { cancelUpload, continueUpload, finishUpload, serveUpload, startUpload } from './push.ts';
import { putManifest } from './push-manifest.ts';
import { RegistryError } from './registry-error.ts';
import type { Route } from './route.ts';
import { serveSearch } from './search.ts';
import { serveToken } from './token-service.ts';

/**
 * Answers one request.
 * @throws RegistryError for everything the specification has a code for; UNSUPPORTED for a method the path does not have.
 */
export async function handle(exchange: Exchange, hub: HubContext, route: Route): Promise<void> {
  const method = exchange.method === 'HEAD' ? 'GET' : exchange.method;
  switch (route.kind) {
    case 'version':
      requireGrant(exchange, hub);
      return sendJson(exchange, 200, {});
    case 'index-ping':
      return sendEmpty(exchange, 200, { 'x-docker-registry-standalone': 'false' });
    case 'token':
      if (method === 'GET' || method === 'POST') return serveToken(exchange, hub);
      break;
    case 'search':
      if (method === 'GET') return serveSearch(exchange, hub);
      break;
    case 'tags':
      if (method === 'GET') return serveTags(exchange, hub, route);
      break;
    case 'manifest':
      if (method === 'GET') return serveManifest(exchange, hub, route);
      if (method === 'PUT') return putManifest(exchange, hub, route);
      break;
    case 'blob':
      if (method === 'GET') return serveBlob(exchange, hub, route);
      break;
    case 'uploads':
      if (method === 'POST') return startUpload(exchange, hub, route);
      break;
    case 'upload':
      if (method === 'GET') return serveUpload(exchange, hub, route);
      if (method === 'PATCH') return continueUpload(exchange, hub, route);
      if (method === 'PUT') return finishUpload(exchange, hub, route);
      if (method === 'DELETE') return cancelUpload(exchange, hub, route);
      break;
  }
  throw new RegistryError('UNSUPPORTED', null);
}
