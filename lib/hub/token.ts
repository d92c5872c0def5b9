import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What the bearer of a token may do. */
export const Grant = z.strictObject({
  /** Who signed in, or null for anonymous. */
  account: z.string().nullable(),
  access: z.array(z.strictObject({ name: z.string(), actions: z.array(z.enum(['pull', 'push'])) })),
  /** Milliseconds since the epoch. */
  expiresAt: z.number(),
});
export type Grant = z.infer<typeof Grant>;

/** Signs a grant: base64url JSON, a dot, and an HMAC-SHA256 of it under `secret`. */
export function signToken(grant: Grant, secret: Uint8Array): string {
  const body = Buffer.from(JSON.stringify(grant)).toString('base64url');
  return `${body}.${macOf(body, secret).toString('base64url')}`;
}

/** The grant of a token made by {@link signToken} with the same secret and not expired at `now`; null for anything else. */
export function readToken(token: string, secret: Uint8Array, now: number): Grant | null {
  const [body = '', mac = '', ...rest] = token.split('.');
  const given = Buffer.from(mac, 'base64url');
  const right = macOf(body, secret);
  if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const grant = Grant.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  return grant.expiresAt > now ? grant : null;
}

function macOf(body: string, secret: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(body).digest();
}
