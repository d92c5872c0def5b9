'use client';
import { Keyboard, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { button } from '#app/_ui/button.ts';
import styles from './dialog.module.css';
import { keyboardMap } from './shortcuts.ts';

/** Every key the page listens to. Opens with `?` or by its button. */
export function KeyboardMap({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('keys');
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Trigger
        className={`${button('quiet', 'icon')} ${styles.wideOnly}`}
        aria-label={t('title')}
        title={t('title')}
      >
        <Keyboard size={18} strokeWidth={1.5} aria-hidden="true" />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.veil} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
          <Dialog.Title className={styles.title}>{t('title')}</Dialog.Title>
          <dl className={styles.keys}>
            {keyboardMap.map(({ keys, says }) => (
              <div key={says}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key} className={styles.key}>
                      {key}
                    </kbd>
                  ))}
                </dt>
                <dd>{t(says)}</dd>
              </div>
            ))}
          </dl>
          <Dialog.Close className={`${button('quiet', 'icon')} ${styles.close}`} aria-label={t('close')}>
            <X size={18} strokeWidth={1.5} aria-hidden="true" />
          </Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
