import { setRequestLocale } from 'next-intl/server';
import { Suspense } from 'react';
import { learner } from '#app/_server/learner.ts';
import { runtime } from '#app/_server/runtime.ts';
import { Catalogue } from '#app/_ui/catalogue/catalogue.tsx';
import { HealthBanner } from '#app/_ui/catalogue/health-banner.tsx';
import { defaultLocale, isLocale } from '#lib/base/index.ts';

/** The catalogue: every lesson in course order, with what this learner has done. */
export default async function CataloguePage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale: asked } = await params;
  const locale = isLocale(asked) ? asked : defaultLocale;
  setRequestLocale(locale);
  const lessons = runtime().lessons.list(locale);
  const progress = await runtime().progress(await learner());
  const done = Object.fromEntries(progress.map((entry) => [entry.lesson, entry.done.length]));
  return (
    <Catalogue
      locale={locale}
      lessons={lessons}
      done={done}
      banner={
        <Suspense>
          <HealthBanner health={runtime().health()} />
        </Suspense>
      }
    />
  );
}
