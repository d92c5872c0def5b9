'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorCode } from '#lib/base/index.ts';
import { sandboxHome } from '#lib/session/model.ts';
import { useConnection, useLesson } from '../lesson/lesson-context.ts';
import { type Entry, request } from '../request.ts';
import { absolutePath, folderOf, isWithin } from './paths.ts';

/** What is known of the tree: the entries of every folder that was opened, and the last thing that went wrong. */
export interface Folders {
  entries: Readonly<Record<string, Entry[]>>;
  expanded: ReadonlySet<string>;
  error: ErrorCode | null;
  toggle: (folder: string) => void;
  refresh: (folder: string) => Promise<void>;
  fail: (code: ErrorCode | null) => void;
}

/** Keeps the opened folders of the sandbox's home in step with the sandbox. */
export function useFolders(): Folders {
  const { slug, connection } = useLesson();
  const ready = useConnection().view?.sandbox.state === 'ready';
  const [entries, setEntries] = useState<Record<string, Entry[]>>({});
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<ErrorCode | null>(null);
  const known = useRef(entries);
  known.current = entries;

  const refresh = useCallback(
    async (folder: string) => {
      const answer = await request.listFolder(slug, folder);
      if ('code' in answer) {
        if (answer.code !== 'FILE_MISSING') return setError(answer.code);
        return setEntries(({ [folder]: _, ...rest }) => rest);
      }
      setError(null);
      setEntries((before) => ({ ...before, [folder]: answer.entries.filter(isShown).sort(foldersFirst) }));
    },
    [slug],
  );

  useEffect(() => {
    if (!ready) return setEntries({});
    void refresh(sandboxHome);
    const watching = connection.onFiles((paths) => {
      const changed = paths.map(absolutePath);
      for (const folder of Object.keys(known.current)) {
        if (changed.some((path) => folderOf(path) === folder || isWithin(folder, path))) void refresh(folder);
      }
    });
    return () => watching[Symbol.dispose]();
  }, [ready, connection, refresh]);

  const toggle = useCallback(
    (folder: string) => {
      setExpanded((before) => {
        const next = new Set(before);
        if (!next.delete(folder)) next.add(folder);
        return next;
      });
      void refresh(folder);
    },
    [refresh],
  );

  return { entries, expanded, error, toggle, refresh, fail: setError };
}

/** The shell's own dot files would only distract; those a lesson works with (.dockerignore, .env) are shown. */
function isShown({ name }: Entry): boolean {
  return !/^\.(?:bash_history|bash_logout|bashrc|profile|cache|config|docker|local|ssh|viminfo|lesshst|wget-hsts|sudo_as_admin_successful)$/.test(
    name,
  );
}

function foldersFirst(a: Entry, b: Entry): number {
  return Number(b.kind === 'folder') - Number(a.kind === 'folder') || a.name.localeCompare(b.name);
}
