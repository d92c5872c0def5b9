'use client';
import { Ellipsis, Eraser, RotateCcw, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { AlertDialog } from 'radix-ui';
import { useState } from 'react';
import { button } from '#app/_ui/button.ts';
import { Menu } from '#app/_ui/menu.tsx';
import dialog from '../lesson/dialog.module.css';
import { useConnection, useLesson } from '../lesson/lesson-context.ts';
import styles from './terminal-pane.module.css';

type Props = {
  screenReader: boolean;
  onScreenReader: (on: boolean) => void;
  onSearch: () => void;
  onClear: () => void;
};

/** What can be done with a terminal, and with the machine behind it. */
export function TerminalTools({ screenReader, onScreenReader, onSearch, onClear }: Props) {
  const t = useTranslations('terminal');
  const { link, view } = useConnection();
  const [asking, setAsking] = useState(false);
  return (
    <div className={styles.tools}>
      <Menu.Root>
        <Menu.Trigger label={t('tools')}>
          <Ellipsis size={16} strokeWidth={1.5} aria-hidden="true" />
        </Menu.Trigger>
        <Menu.Content>
          <Menu.Item icon={<Search size={16} strokeWidth={1.5} aria-hidden="true" />} onSelect={onSearch}>
            {t('search')}
          </Menu.Item>
          <Menu.Item icon={<Eraser size={16} strokeWidth={1.5} aria-hidden="true" />} onSelect={onClear}>
            {t('clear')}
          </Menu.Item>
          <Menu.Toggle checked={screenReader} onChange={onScreenReader}>
            {t('screenReader')}
          </Menu.Toggle>
          <Menu.Rule />
          <Menu.Item
            icon={<RotateCcw size={16} strokeWidth={1.5} aria-hidden="true" />}
            disabled={link !== 'open' || view?.sandbox.state !== 'ready'}
            onSelect={() => setAsking(true)}
          >
            {t('reset')}
          </Menu.Item>
        </Menu.Content>
      </Menu.Root>
      <ResetDialog open={asking} onOpenChange={setAsking} />
    </div>
  );
}

/** Asks before everything in the machine is thrown away. */
function ResetDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('reset');
  const { connection } = useLesson();
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={dialog.veil} />
        <AlertDialog.Content className={dialog.dialog}>
          <AlertDialog.Title className={dialog.title}>{t('title')}</AlertDialog.Title>
          <AlertDialog.Description className={dialog.words}>{t('meaning')}</AlertDialog.Description>
          <div className={dialog.actions}>
            <AlertDialog.Cancel className={button('plain')}>{t('keep')}</AlertDialog.Cancel>
            <AlertDialog.Action className={button('primary')} onClick={() => connection.send({ type: 'reset' })}>
              {t('reset')}
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
