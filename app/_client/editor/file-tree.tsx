'use client';
import { FilePlus, FolderPlus, PenLine, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { button } from '#app/_ui/button.ts';
import { sandboxHome } from '#lib/session/model.ts';
import { useConnection, useLesson } from '../lesson/lesson-context.ts';
import { type Entry, request } from '../request.ts';
import { useSay } from '../use-say.ts';
import styles from './file-tree.module.css';
import { NameInput } from './name-input.tsx';
import { folderOf, nameOf } from './paths.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { TreeBranch } from './tree-branch.tsx';
import { useFolders } from './use-folders.ts';

type Props = {
  open: string | null;
  dirty: readonly string[];
  onOpen: (path: string) => void;
  onMoved: (from: string, to: string) => void;
  onRemoved: (path: string) => void;
};

type Naming = { is: 'file' | 'folder'; folder: string } | { is: 'rename'; path: string };

/** The learner's home folder. Arrow keys walk, Enter opens, F2 renames, Delete removes. */
export function FileTree({ open, dirty, onOpen, onMoved, onRemoved }: Props) {
  const t = useTranslations('editor');
  const { sayError } = useSay();
  const { slug } = useLesson();
  const ready = useConnection().view?.sandbox.state === 'ready';
  const folders = useFolders();
  const [selected, setSelected] = useState<Entry | null>(null);
  const [naming, setNaming] = useState<Naming | null>(null);
  const [removing, setRemoving] = useState<Entry | null>(null);
  const here = selected ? (selected.kind === 'folder' ? selected.path : folderOf(selected.path)) : sandboxHome;

  const name = async (given: string) => {
    if (!naming) return;
    setNaming(null);
    const target = `${naming.is === 'rename' ? folderOf(naming.path) : naming.folder}/${given}`;
    const answer = await (naming.is === 'rename'
      ? request.rename(slug, naming.path, target)
      : naming.is === 'folder'
        ? request.makeFolder(slug, target)
        : request.saveFile(slug, target, '', null));
    if ('code' in answer) return folders.fail(answer.code);
    if (naming.is === 'rename') onMoved(naming.path, target);
    await folders.refresh(folderOf(target));
    if (naming.is === 'file') onOpen(target);
  };

  const remove = async (entry: Entry) => {
    const answer = await request.remove(slug, entry.path);
    if ('code' in answer) return folders.fail(answer.code);
    setSelected(null);
    onRemoved(entry.path);
    await folders.refresh(folderOf(entry.path));
  };

  const home = folders.entries[sandboxHome];
  return (
    <div className={styles.tree}>
      <div className={styles.tools} role="toolbar" aria-label={t('toolbar')}>
        <span className={styles.place}>~</span>
        <button
          type="button"
          className={button('quiet', 'icon')}
          disabled={!ready}
          aria-label={t('newFile')}
          title={t('newFile')}
          onClick={() => setNaming({ is: 'file', folder: here })}
        >
          <FilePlus size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={button('quiet', 'icon')}
          disabled={!ready}
          aria-label={t('newFolder')}
          title={t('newFolder')}
          onClick={() => setNaming({ is: 'folder', folder: here })}
        >
          <FolderPlus size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
        {selected && (
          <>
            <button
              type="button"
              className={button('quiet', 'icon')}
              aria-label={t('rename', { name: selected.name })}
              title={t('rename', { name: selected.name })}
              onClick={() => setNaming({ is: 'rename', path: selected.path })}
            >
              <PenLine size={16} strokeWidth={1.5} aria-hidden="true" />
            </button>
            <button
              type="button"
              className={button('quiet', 'icon')}
              aria-label={t('remove', { name: selected.name })}
              title={t('remove', { name: selected.name })}
              onClick={() => setRemoving(selected)}
            >
              <Trash2 size={16} strokeWidth={1.5} aria-hidden="true" />
            </button>
          </>
        )}
      </div>
      {naming && (
        <NameInput
          key={JSON.stringify(naming)}
          label={t(naming.is === 'rename' ? 'newName' : naming.is === 'file' ? 'fileName' : 'folderName')}
          value={naming.is === 'rename' ? nameOf(naming.path) : ''}
          onName={name}
          onCancel={() => setNaming(null)}
        />
      )}
      {folders.error && (
        <p className={styles.failure} role="alert">
          {sayError(folders.error)}
        </p>
      )}
      {home && home.length > 0 && (
        <div className={styles.branches} role="tree" aria-label={t('files')}>
          <TreeBranch
            entries={home}
            level={1}
            folders={folders}
            open={open}
            dirty={dirty}
            selected={selected}
            onSelect={setSelected}
            onOpen={onOpen}
            onRename={(entry) => setNaming({ is: 'rename', path: entry.path })}
            onRemove={setRemoving}
          />
        </div>
      )}
      {home?.length === 0 && !naming && <p className={styles.none}>{t('noFiles')}</p>}
      <RemoveDialog entry={removing} onClose={() => setRemoving(null)} onRemove={remove} />
    </div>
  );
}
