import { posix } from 'node:path';
import type { FakeMachine } from './machine.ts';
import type { FakeCommand } from './process.ts';

/** `inotifywait -m`, as the observer of real sandboxes calls it: prints every change below the watched folders until it is ended. */
export function fakeInotifywait(machine: FakeMachine): FakeCommand {
  return (process) => {
    const recursive = process.words.includes('-r');
    const folder = process.words.at(-1) ?? '';
    return new Promise((resolve) => {
      const watch = machine.files.watch((path) => {
        const watched = recursive ? path.startsWith(`${folder}/`) : posix.dirname(path) === folder;
        if (watched) void process.stdout(`${path}\0`);
      });
      const end = () => {
        watch[Symbol.dispose]();
        resolve(130);
      };
      void process.stderr('Watches established.\n');
      if (process.signal.aborted) end();
      else process.signal.addEventListener('abort', end, { once: true });
    });
  };
}
