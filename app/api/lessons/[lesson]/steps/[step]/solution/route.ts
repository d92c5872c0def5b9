import { z } from 'zod';
import { respond } from '#app/_server/respond.ts';
import { runtime } from '#app/_server/runtime.ts';
import { locales } from '#lib/base/index.ts';

/** A step's solution, handed out only when it is asked for: it is in no page. */
export const GET = respond<{ lesson: string; step: string }>(async (request, { lesson, step }) => {
  const locale = z.enum(locales).parse(new URL(request.url).searchParams.get('locale'));
  return runtime().lessons.solution(lesson, step, locale);
});
