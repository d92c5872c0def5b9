import { setRequestLocale } from 'next-intl/server';
import { Suspense } from 'react';
import { runtime } from '#app/_server/runtime.ts';
import { standing } from '#app/_server/standing.ts';
import { Catalogue } from '#app/_ui/catalogue/catalogue.tsx';
import { HealthBanner } from '#app/_ui/catalogue/health-banner.tsx';
import { defaultLocale, isLocale } from '#lib/base/index.ts';

/** The catalogue: every course and lesson in order, with what this learner has done. */
export default async function CataloguePage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale: asked } = await params;
  const locale = isLocale(asked) ? asked : defaultLocale;
  setRequestLocale(locale);
  return (
    <Catalogue
      locale={locale}
      standing={await standing(locale)}
      banner={
        <Suspense>
          <HealthBanner health={runtime().health()} />
        </Suspense>
      }
    />
  );
}
