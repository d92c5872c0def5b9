'use client';
import { useTranslations } from 'next-intl';
import { button } from '#app/_ui/button.ts';
import { DeadEnd } from '#app/_ui/dead-end.tsx';

/** Shown when a page failed while it was made. The reason is in the server's log; here is the way on. */
export default function Failure({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations();
  return (
    <DeadEnd
      title={t('deadEnd.failure')}
      code="INTERNAL"
      action={
        <button type="button" className={button('primary')} onClick={reset}>
          {t('deadEnd.again')}
        </button>
      }
    >
      {t('error.INTERNAL')}
    </DeadEnd>
  );
}
