'use client';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { button } from '#app/_ui/button.ts';
import { useLesson } from '../lesson/lesson-context.ts';
import { AuthorCheckRow } from './author-check.tsx';
import styles from './author-drawer.module.css';
import { RunButtons } from './run-buttons.tsx';
import { useAuthorFeed } from './use-author-feed.ts';

/** Below the page, for its author only: mistakes in the files, what each check saw and how it came out, and what to run. */
export function AuthorDrawer() {
  const t = useTranslations('author');
  const { slug, current } = useLesson();
  const { step, problems } = useAuthorFeed(slug, current);
  const [open, setOpen] = useState(true);
  const body = useId();
  const Chevron = open ? ChevronDown : ChevronUp;
  return (
    <section className={styles.drawer} aria-label={t('heading', { step: current })} data-author="">
      <header className={styles.head}>
        <h2 className={styles.title}>{t('heading', { step: current })}</h2>
        <span className={styles.only}>{t('only')}</span>
        <button
          type="button"
          className={button('quiet', 'icon')}
          aria-expanded={open}
          aria-controls={body}
          aria-label={t(open ? 'close' : 'open')}
          onClick={() => setOpen(!open)}
        >
          <Chevron size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      </header>
      <div role="status">
        {problems.length > 0 && (
          <div className={styles.problems}>
            <p>{t('problems')}</p>
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <div id={body} hidden={!open} className={styles.body}>
        {step ? (
          <>
            <RunButtons step={step} />
            <ul className={styles.checks}>
              {step.checks.map((check) => (
                <AuthorCheckRow key={`${step.id}/${check.id}`} check={check} />
              ))}
            </ul>
          </>
        ) : (
          <p className={styles.waiting}>{t('waiting')}</p>
        )}
      </div>
    </section>
  );
}
