'use client';
import { ChevronDown, ChevronRight, File, Folder } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import type { Entry } from '../request.ts';
import styles from './file-tree.module.css';
import type { Folders } from './use-folders.ts';

type Props = {
  entries: Entry[];
  level: number;
  folders: Folders;
  open: string | null;
  dirty: readonly string[];
  selected: Entry | null;
  onSelect: (entry: Entry) => void;
  onOpen: (path: string) => void;
  onRename: (entry: Entry) => void;
  onRemove: (entry: Entry) => void;
};

/** The entries of one folder, and below each opened folder its own. */
export function TreeBranch(props: Props) {
  const t = useTranslations('editor');
  const { entries, level, folders, open, dirty, selected, onSelect, onOpen } = props;
  const activate = (entry: Entry) => {
    onSelect(entry);
    if (entry.kind === 'folder') folders.toggle(entry.path);
    else onOpen(entry.path);
  };
  return entries.map((entry, index) => {
    const isFolder = entry.kind === 'folder';
    const expanded = isFolder && folders.expanded.has(entry.path);
    const Chevron = expanded ? ChevronDown : ChevronRight;
    const Icon = isFolder ? Folder : File;
    const focusable = selected ? selected.path === entry.path : level === 1 && index === 0;
    return (
      <div key={entry.path} role="none">
        <div
          className={styles.entry}
          role="treeitem"
          aria-level={level}
          aria-expanded={isFolder ? expanded : undefined}
          aria-selected={selected?.path === entry.path}
          aria-current={open === entry.path ? 'true' : undefined}
          tabIndex={focusable ? 0 : -1}
          style={{ paddingInlineStart: `${level * 0.875 - 0.375}rem` }}
          onClick={() => activate(entry)}
          onKeyDown={(event) => onKey(event, entry, expanded, activate, props)}
        >
          <span className={styles.chevron}>
            {isFolder && <Chevron size={14} strokeWidth={1.5} aria-hidden="true" />}
          </span>
          <Icon className={styles.icon} size={15} strokeWidth={1.5} aria-hidden="true" />
          <span className={styles.name}>{entry.name}</span>
          {dirty.includes(entry.path) && <span className={styles.dot} role="img" aria-label={t('unsaved')} />}
        </div>
        {expanded && folders.entries[entry.path] && (
          <TreeBranch {...props} entries={folders.entries[entry.path] ?? []} level={level + 1} />
        )}
      </div>
    );
  });
}

function onKey(
  event: KeyboardEvent<HTMLElement>,
  entry: Entry,
  expanded: boolean,
  activate: (entry: Entry) => void,
  props: Props,
): void {
  const action = (): (() => void) | undefined => {
    const isFolder = entry.kind === 'folder';
    switch (event.key) {
      case 'ArrowDown':
        return () => walk(event.currentTarget, 1);
      case 'ArrowUp':
        return () => walk(event.currentTarget, -1);
      case 'ArrowRight':
        return () => (isFolder && !expanded ? activate(entry) : walk(event.currentTarget, 1));
      case 'ArrowLeft':
        return () => (expanded ? activate(entry) : walk(event.currentTarget, -1));
      case 'Enter':
      case ' ':
        return () => activate(entry);
      case 'F2':
        return () => props.onRename(entry);
      case 'Delete':
        return () => props.onRemove(entry);
    }
  };
  const act = action();
  if (!act) return;
  event.preventDefault();
  act();
}

/** Moves the focus to the next or previous entry in sight. */
function walk(from: HTMLElement, by: number): void {
  const items = [...(from.closest('[role="tree"]')?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [])];
  items[items.indexOf(from) + by]?.focus();
}
