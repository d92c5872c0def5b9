import { cookies, headers } from 'next/headers';
import { isLocale } from '#lib/base/index.ts';
import { preferredLocale } from './_server/preferred-locale.ts';

/** Sends a visitor to the catalogue in their language: the one they chose last, else the one their browser asks for. */
export async function GET(): Promise<Response> {
  const chosen = (await cookies()).get('slipway-locale')?.value;
  const locale = isLocale(chosen) ? chosen : preferredLocale((await headers()).get('accept-language'));
  return new Response(null, { status: 307, headers: { location: `/${locale}`, vary: 'accept-language, cookie' } });
}
