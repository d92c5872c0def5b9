import 'server-only';
import { headers } from 'next/headers';
import { AppError } from '#lib/base/index.ts';

/** The anonymous learner of this request. server.ts checks the cookie and sets the header; a browser cannot. Throws NO_LEARNER. */
export async function learner(): Promise<string> {
  const id = (await headers()).get('x-slipway-learner');
  if (!id) throw new AppError('NO_LEARNER');
  return id;
}
