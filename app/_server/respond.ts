import 'server-only';
import { ZodError } from 'zod';
import { AppError, catalogue, codeOf } from '#lib/base/index.ts';
import { runtime } from './runtime.ts';
import { isSameOrigin } from './same-origin.ts';

/** A route handler that returns its answer as a value, or throws. `params` are the decoded dynamic segments. */
type Handler<Params> = (request: Request, params: Params) => Promise<unknown>;

/**
 * Wraps a route handler: foreign mutations are refused, a value becomes JSON, a thrown error becomes `{ code }` with the catalogue's
 * status. The edge logs once, and only what is ours to fix.
 */
export function respond<Params>(handler: Handler<Params>) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    try {
      if (request.method !== 'GET' && !isSameOrigin(request.headers)) throw new AppError('FORBIDDEN_ORIGIN');
      const value = await handler(request, await context.params);
      return Response.json(value ?? {}, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      const code = error instanceof ZodError || error instanceof SyntaxError ? 'BAD_REQUEST' : codeOf(error);
      const { status } = catalogue[code];
      if (status >= 500) runtime().logger.error({ code, error, path: new URL(request.url).pathname }, 'request failed');
      return Response.json({ code }, { status, headers: { 'cache-control': 'no-store' } });
    }
  };
}
