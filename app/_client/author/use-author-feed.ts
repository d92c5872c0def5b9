'use client';
import { useRouter } from 'next/navigation';
import { startTransition, useEffect, useState, useSyncExternalStore } from 'react';
import { systemClock } from '#lib/base/index.ts';
import { openSocket } from '../connection/open-socket.ts';
import { AuthorFeed, type AuthorState } from './author-feed.ts';

/** What the server tells the author of a lesson about one step; the page is fetched anew whenever the lesson is saved. */
export function useAuthorFeed(lesson: string, step: string): AuthorState {
  const router = useRouter();
  const [feed] = useState(
    () =>
      new AuthorFeed({
        lesson,
        clock: systemClock,
        openSocket,
        saved: () => startTransition(() => router.refresh()),
      }),
  );
  useEffect(() => {
    feed.start();
    return () => feed[Symbol.dispose]();
  }, [feed]);
  useEffect(() => feed.look(step), [feed, step]);
  return useSyncExternalStore(feed.subscribe, feed.state, feed.state);
}
