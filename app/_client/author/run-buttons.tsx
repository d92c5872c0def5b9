'use client';
import { Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { button } from '#app/_ui/button.ts';
import type { AuthorStep } from '#lib/author/model.ts';
import { useConnection, useLesson } from '../lesson/lesson-context.ts';
import styles from './author-drawer.module.css';

/** Types the solution, another way or a foreseen mistake of a step into the terminal. */
export function RunButtons({ step }: { step: AuthorStep }) {
  const t = useTranslations('author');
  const { bench, sandbox } = useLesson();
  const ready = useConnection().view?.sandbox.state === 'ready';
  const { solution, alternatives, breaks } = step;
  if (!sandbox || solution.length + alternatives.length + breaks.length === 0) return null;
  const runs = [
    ...(solution.length > 0 ? [{ label: t('solution'), title: undefined, commands: solution }] : []),
    ...alternatives.map((commands, index) => ({
      label: t('alternative', { number: index + 1 }),
      title: undefined,
      commands,
    })),
    ...breaks.map(({ id, check, says, commands }) => ({
      label: t('break', { id }),
      title: t('breakTitle', { check, says }),
      commands,
    })),
  ];
  return (
    <fieldset className={styles.runs} title={t('runHint')}>
      <legend className={styles.label}>{t('run')}</legend>
      {runs.map(({ label, title, commands }) => (
        <button
          key={label}
          type="button"
          className={button('plain', 'small')}
          disabled={!ready}
          title={title}
          onClick={() => bench.run(commands.join('\n'))}
        >
          <Play size={14} strokeWidth={1.5} aria-hidden="true" />
          {label}
        </button>
      ))}
    </fieldset>
  );
}
