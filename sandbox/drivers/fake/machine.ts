import type { Clock } from '#lib/base/index.ts';
import { fakeCommands } from './commands.ts';
import { FakeDaemon } from './daemon.ts';
import { FakeDaemonServer } from './daemon-server.ts';
import { dockerCommand } from './docker-command.ts';
import { FakeFiles } from './files.ts';
import type { FakeCommand, FakeProcess } from './process.ts';
import { fakeInotifywait } from './watch-command.ts';

/** One fake sandbox: files, a daemon, processes. Lives as long as its driver keeps it, whoever is connected. */
export class FakeMachine {
  readonly clock: Clock;
  readonly files: FakeFiles;
  readonly daemon: FakeDaemon;
  readonly daemonServer: FakeDaemonServer;
  readonly #commands: Record<string, FakeCommand>;
  readonly #processes = new Set<readonly string[]>();

  constructor(clock: Clock) {
    this.clock = clock;
    this.files = new FakeFiles(clock);
    this.daemon = new FakeDaemon(clock, this.files);
    this.daemonServer = new FakeDaemonServer(this.daemon);
    this.#commands = {
      ...fakeCommands(this),
      inotifywait: fakeInotifywait(this),
      docker: dockerCommand(this.daemon, clock),
    };
  }

  /** The words of everything that runs. */
  get processes(): readonly (readonly string[])[] {
    return [...this.#processes];
  }

  /** Runs a command to its end and gives its exit code; 127 for one that is not there. */
  async run(words: readonly string[], process: Omit<FakeProcess, 'words'>): Promise<number> {
    const name = words[0] ?? '';
    const command = Object.hasOwn(this.#commands, name) ? this.#commands[name] : undefined;
    if (!command) {
      await process.stderr(`bash: ${name}: command not found\n`);
      return 127;
    }
    this.#processes.add(words);
    try {
      return await command({ ...process, words });
    } finally {
      this.#processes.delete(words);
    }
  }
}
