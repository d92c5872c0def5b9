import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SetupDisplay } from './display.ts';
import { endLines } from './words.ts';

/** Every step of setting up, dated, at the end of a log file. Written at once: the log matters most when the process dies. */
export function logDisplay(file: string): SetupDisplay {
  mkdirSync(dirname(file), { recursive: true });
  const say = (text: string): void => appendFileSync(file, `${new Date().toISOString()} ${text}\n`);
  const said = new Map<string, string>();
  return {
    started: (part) => say(`${part.title}: started`),
    progress(part, text) {
      if (said.get(part.id) === text) return;
      said.set(part.id, text);
      say(`${part.title}: ${text}`);
    },
    ended(part, outcome) {
      for (const line of endLines(part, outcome, (id) => id)) say(line);
      if (outcome.is === 'failed' && outcome.error instanceof Error && outcome.error.stack) say(outcome.error.stack);
    },
    close() {},
  };
}
