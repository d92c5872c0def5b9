import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { setRequestLocale } from 'next-intl/server';
import { runtime } from '#app/_server/runtime.ts';
import { standing } from '#app/_server/standing.ts';
import { CoursePage } from '#app/_ui/catalogue/course-page.tsx';
import { isLocale, type Locale } from '#lib/base/index.ts';
import type { CourseSummary } from '#lib/lesson/model.ts';

type Props = { params: Promise<{ locale: string; course: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course } = await load(params);
  return { title: course.title, description: course.summary };
}

/** One course, with what this learner has done of it. */
export default async function Course({ params }: Props) {
  const { locale, course } = await load(params);
  setRequestLocale(locale);
  return <CoursePage course={course} standing={await standing(locale)} locale={locale} />;
}

async function load(params: Props['params']): Promise<{ locale: Locale; course: CourseSummary }> {
  const { locale, course: slug } = await params;
  if (!isLocale(locale)) notFound();
  return {
    locale,
    course:
      runtime()
        .lessons.courses(locale)
        .find((course) => course.slug === slug) ?? notFound(),
  };
}
