'use client';
import { useEffect, useState } from 'react';
import { systemClock } from '#lib/base/index.ts';

/** True once the terminal's font is there, or after a second without it: xterm measures its cells when it opens, and only then. */
export function useFontsReady(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const leaving = new AbortController();
    const font = Promise.all([
      document.fonts.load("14px 'JetBrains Mono Variable'"),
      document.fonts.load("bold 14px 'JetBrains Mono Variable'"),
    ]);
    Promise.race([font, systemClock.sleep(1000, leaving.signal)])
      .then(() => setReady(true))
      .catch(() => setReady(!leaving.signal.aborted));
    return () => leaving.abort();
  }, []);
  return ready;
}
