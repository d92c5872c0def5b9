import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { setRequestLocale } from 'next-intl/server';
import { LessonShell } from '#app/_client/lesson/lesson-shell.tsx';
import { paneLayoutCookie, parsePaneLayout } from '#app/_client/lesson/pane-layout.ts';
import { learner } from '#app/_server/learner.ts';
import { lessonBody } from '#app/_server/lesson-body.tsx';
import { runtime } from '#app/_server/runtime.ts';
import { wayThrough } from '#app/_server/way-through.ts';
import { codeOf, isLocale, type Locale } from '#lib/base/index.ts';
import type { LessonPage } from '#lib/lesson/model.ts';

type Props = {
  params: Promise<{ locale: string; lesson: string }>;
  searchParams: Promise<{ course?: string | string[] }>;
};

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { page } = await load(params);
  return { title: page.title, description: page.summary };
}

/** One lesson: its text is made here, on the server; everything that moves comes over the page's connection. */
export default async function Lesson({ params, searchParams }: Props) {
  const { locale, page } = await load(params);
  setRequestLocale(locale);
  const view = await runtime().session(await learner(), page.slug);
  const { course: named } = await searchParams;
  const way = wayThrough(runtime().lessons, page.slug, locale, typeof named === 'string' ? named : undefined);
  const Body = lessonBody(page.code);
  return (
    <LessonShell
      slug={page.slug}
      title={page.title}
      locale={locale}
      steps={page.stepViews}
      sandbox={page.sandbox}
      course={way.course}
      next={way.next}
      view={view}
      previewOrigin={runtime().previewOrigin}
      author={runtime().author}
      layout={parsePaneLayout((await cookies()).get(paneLayoutCookie)?.value)}
    >
      <Body />
    </LessonShell>
  );
}

async function load(params: Props['params']): Promise<{ locale: Locale; page: LessonPage }> {
  const { locale, lesson } = await params;
  if (!isLocale(locale)) notFound();
  try {
    return { locale, page: await runtime().lessons.page(lesson, locale) };
  } catch (error) {
    if (codeOf(error) === 'LESSON_UNKNOWN') notFound();
    throw error;
  }
}
