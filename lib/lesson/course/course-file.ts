import { z } from 'zod';
import { defaultLocale, type Locale, locales } from '#lib/base/index.ts';

const text = z.string().trim().min(1);
const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'a name as in the address: lower-case letters, digits and hyphens');
const slugs = z.array(slug);

/** One text per language; the default language's must be there, and stands in for missing ones. */
export type Texts = Partial<Record<Locale, string>> & Record<typeof defaultLocale, string>;
const texts = z.strictObject(
  Object.fromEntries(locales.map((locale) => [locale, locale === defaultLocale ? text : text.optional()])),
) as unknown as z.ZodType<Texts>;

/** What a file in content/courses holds. */
export const CourseFile = z.strictObject({
  title: texts,
  /** One or two sentences for the catalogue. */
  summary: texts,
  /** Names of lessons, in the order in which they are best taken. */
  lessons: slugs.min(1),
  /** What a learner should have done before. A recommendation: nothing is locked. */
  after: z.strictObject({ courses: slugs.default([]), lessons: slugs.default([]) }).prefault({}),
});
export type CourseFile = z.infer<typeof CourseFile>;
