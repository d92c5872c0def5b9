'use client';
import { Boxes, Table } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { button } from '#app/_ui/button.ts';
import { useConnection, useLesson } from '../lesson/lesson-context.ts';
import { InBar } from '../lesson/pane-frame.tsx';
import { storage } from '../storage.ts';
import { Details } from './details.tsx';
import { Drawing } from './drawing.tsx';
import styles from './picture-pane.module.css';
import { PictureTable } from './picture-table.tsx';
import type { Selected } from './selected.ts';

const key = 'slipway-picture';

/** Why there is nothing to draw, and the sentence that goes with it. */
const reasons = { asleep: 'asleep', down: 'down', up: 'nothing' } as const;
const words = {
  noMachine: 'noMachineWords',
  asleep: 'asleepWords',
  down: 'downWords',
  nothing: 'nothingWords',
} as const;

/** What Docker holds on the learner's machine, drawn as it changes, or as tables. */
export function PicturePane() {
  const t = useTranslations('picture');
  const { connection } = useLesson();
  const { view, link, picture } = useConnection();
  const [asTable, setAsTable] = useState(() => storage.getItem(key) === 'table');
  const [selected, setSelected] = useState<Selected | null>(null);
  useEffect(() => {
    if (link !== 'open') return;
    connection.send({ type: 'picture', look: true });
    return () => void connection.send({ type: 'picture', look: false });
  }, [connection, link]);
  const choose = (table: boolean) => {
    setAsTable(table);
    storage.setItem(key, table ? 'table' : 'drawing');
  };
  const ready = view?.sandbox.state === 'ready';
  const empty = !picture || picture.images.length + picture.containers.length + picture.volumes.length === 0;
  const reason = !ready ? 'noMachine' : picture === null ? 'nothing' : reasons[picture.daemon];
  return (
    <div className={styles.pane}>
      <InBar>
        <fieldset className={styles.ways}>
          <legend className="visually-hidden">{t('ways')}</legend>
          {[false, true].map((table) => (
            <button
              key={String(table)}
              type="button"
              className={button('quiet', 'icon')}
              aria-pressed={asTable === table}
              aria-label={t(table ? 'asTable' : 'asDrawing')}
              title={t(table ? 'asTable' : 'asDrawing')}
              onClick={() => choose(table)}
            >
              {table ? (
                <Table size={16} strokeWidth={1.5} aria-hidden="true" />
              ) : (
                <Boxes size={16} strokeWidth={1.5} aria-hidden="true" />
              )}
            </button>
          ))}
        </fieldset>
      </InBar>
      {!ready || empty ? (
        <div className={styles.empty}>
          <p className={styles.emptyTitle}>{t(reason)}</p>
          <p>{t(words[reason])}</p>
        </div>
      ) : (
        <div className={styles.content} data-detailed={selected ? '' : undefined}>
          {asTable ? (
            <PictureTable picture={picture} onSelect={setSelected} />
          ) : (
            <Drawing picture={picture} selected={selected} onSelect={setSelected} />
          )}
          {selected && <Details picture={picture} selected={selected} onClose={() => setSelected(null)} />}
        </div>
      )}
    </div>
  );
}
