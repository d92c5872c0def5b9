import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { button } from '#app/_ui/button.ts';
import { DeadEnd } from '#app/_ui/dead-end.tsx';

/** Shown for a lesson that does not exist. */
export default function NotFound() {
  const t = useTranslations();
  const locale = useLocale();
  return (
    <DeadEnd
      title={t('deadEnd.notFound')}
      code="NOT_FOUND"
      action={
        <Link className={button('primary')} href={`/${locale}`}>
          {t('deadEnd.toCatalogue')}
        </Link>
      }
    >
      {t('error.NOT_FOUND')}
    </DeadEnd>
  );
}
