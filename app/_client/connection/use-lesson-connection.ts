'use client';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { systemClock } from '#lib/base/index.ts';
import type { SessionView } from '#lib/session/model.ts';
import { type ConnectionState, LessonConnection } from './lesson-connection.ts';
import { openSocket } from './open-socket.ts';

/** The lesson page's one connection, alive as long as the component is. `view` is the session as the server first painted it. */
export function useLessonConnection(lesson: string, view: SessionView | null): LessonConnection {
  const [connection] = useState(() => new LessonConnection({ lesson, view, clock: systemClock, openSocket }));
  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    const shown = () => document.visibilityState === 'visible' && connection.retryNow();
    addEventListener('online', connection.retryNow, options);
    addEventListener('offline', connection.wentOffline, options);
    document.addEventListener('visibilitychange', shown, options);
    connection.start();
    return () => {
      listening.abort();
      connection[Symbol.dispose]();
    };
  }, [connection]);
  return connection;
}

/** What the connection shows now. */
export function useConnectionState(connection: LessonConnection): ConnectionState {
  return useSyncExternalStore(connection.subscribe, connection.state, connection.state);
}
