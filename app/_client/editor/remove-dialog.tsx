'use client';
import { useTranslations } from 'next-intl';
import { AlertDialog } from 'radix-ui';
import { button } from '#app/_ui/button.ts';
import dialog from '../lesson/dialog.module.css';
import type { Entry } from '../request.ts';

/** Asks before a file, or a folder with all that is in it, is removed from the sandbox. */
export function RemoveDialog({
  entry,
  onClose,
  onRemove,
}: {
  entry: Entry | null;
  onClose: () => void;
  onRemove: (entry: Entry) => void;
}) {
  const t = useTranslations('editor');
  return (
    <AlertDialog.Root open={entry !== null} onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={dialog.veil} />
        <AlertDialog.Content className={dialog.dialog}>
          <AlertDialog.Title className={dialog.title}>
            {t('removeTitle', { name: entry?.name ?? '' })}
          </AlertDialog.Title>
          <AlertDialog.Description className={dialog.words}>
            {t(entry?.kind === 'folder' ? 'removeFolder' : 'removeFile')}
          </AlertDialog.Description>
          <div className={dialog.actions}>
            <AlertDialog.Cancel className={button('plain')}>{t('keep')}</AlertDialog.Cancel>
            <AlertDialog.Action className={button('primary')} onClick={() => entry && onRemove(entry)}>
              {t('removeIt')}
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
