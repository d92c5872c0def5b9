import { posix } from 'node:path';
import { codeOf } from '#lib/base/index.ts';
import type { FakeMachine } from './machine.ts';
import type { FakeCommand, FakeProcess } from './process.ts';

/** The ordinary commands of the scripted shell, by name. */
export function fakeCommands(machine: FakeMachine): Record<string, FakeCommand> {
  const { files } = machine;
  const at = (process: FakeProcess, path: string) => posix.resolve(process.cwd, path);
  const plain = (process: FakeProcess) => process.words.slice(1).filter((word) => !/^-\w/.test(word));

  /** Does something for each path and says, as GNU tools do, which of them failed. */
  async function each(
    process: FakeProcess,
    paths: string[],
    work: (path: string, shown: string) => Promise<void>,
  ): Promise<number> {
    let code = 0;
    for (const shown of paths) {
      try {
        await work(at(process, shown), shown);
      } catch (error) {
        code = 1;
        const why = codeOf(error) === 'FILE_MISSING' ? 'No such file or directory' : 'Is a directory';
        await process.stderr(`${process.words[0]}: ${shown}: ${why}\n`);
      }
    }
    return code;
  }

  return {
    true: async () => 0,
    false: async () => 1,
    pwd: async (process) => process.stdout(`${process.cwd}\n`).then(() => 0),
    echo: async (process) => {
      const newline = process.words[1] !== '-n';
      await process.stdout(process.words.slice(newline ? 1 : 2).join(' ') + (newline ? '\n' : ''));
      return 0;
    },
    cat: (process) => {
      const paths = plain(process);
      if (paths.length === 0) return process.stdout(process.stdin).then(() => 0);
      return each(process, paths, (path) => process.stdout(files.readNow(path).toString('utf8')));
    },
    ls: (process) => {
      const flags = process.words.filter((word) => /^-\w/.test(word)).join('');
      const paths = plain(process);
      return each(process, paths.length > 0 ? paths : ['.'], async (path, shown) => {
        const entries = files.isFolder(path) ? files.listNow(path) : [{ ...files.statNow(path), name: shown }];
        const visible = entries.filter(({ name }) => flags.includes('a') || !name.startsWith('.'));
        const colour = { folder: '\x1b[1;34m', link: '\x1b[1;36m', file: '', other: '' };
        const names = visible.map(({ name, kind, size }) => {
          const painted = process.size && colour[kind] ? `${colour[kind]}${name}\x1b[0m` : name;
          return flags.includes('l')
            ? `${kind === 'folder' ? 'drwxr-xr-x' : '-rw-r--r--'} root root ${String(size).padStart(7)} ${painted}`
            : painted;
        });
        const apart = flags.includes('l') || !process.size ? '\n' : '  ';
        if (names.length > 0) await process.stdout(`${names.join(apart)}\n`);
      });
    },
    mkdir: (process) => each(process, plain(process), async (path) => files.makeFolderNow(path)),
    touch: (process) =>
      each(process, plain(process), async (path) => files.writeNow(path, existing(machine, path) ?? Buffer.alloc(0))),
    rm: (process) => {
      const flags = process.words.filter((word) => /^-\w/.test(word)).join('');
      return each(process, plain(process), async (path) => {
        if (!flags.includes('f')) files.statNow(path);
        if (files.isFolder(path) && !/[rR]/.test(flags)) files.readNow(path);
        await files.remove(path);
      });
    },
    mv: async (process) => {
      const [from, to] = plain(process);
      if (!from || !to) return 1;
      const target = files.isFolder(at(process, to))
        ? posix.join(at(process, to), posix.basename(from))
        : at(process, to);
      return each(process, [from], (path) => files.rename(path, target));
    },
    ln: async (process) => {
      const [target, path] = plain(process);
      if (!target || !path) return 1;
      return each(process, [path], async (link) => files.linkNow(link, target));
    },
    seq: async (process) => {
      const [first, last] =
        process.words.length > 2 ? [Number(process.words[1]), Number(process.words[2])] : [1, Number(process.words[1])];
      for (let from = first; from <= last && !process.signal.aborted; from += 1000) {
        const block = Array.from({ length: Math.min(1000, last - from + 1) }, (_, index) => from + index);
        await process.stdout(`${block.join('\n')}\n`);
      }
      return 0;
    },
    sleep: async (process) => {
      await machine.clock.sleep(Number(process.words[1]) * 1000, process.signal).catch(() => undefined);
      return process.signal.aborted ? 130 : 0;
    },
    stty: async (process) => {
      if (process.size) await process.stdout(`${process.size.rows} ${process.size.cols}\n`);
      return process.size ? 0 : 1;
    },
    ps: async (process) => {
      await process.stdout(`${machine.processes.map((words) => words.join(' ')).join('\n')}\n`);
      return 0;
    },
    clear: async (process) => process.stdout('\x1b[H\x1b[2J\x1b[3J').then(() => 0),
    help: async (process) => {
      await process.stdout(
        `This is the fake sandbox: nothing here is real. It knows:\n${Object.keys(fakeCommands(machine)).join(' ')} cd exit docker\n`,
      );
      return 0;
    },
  };
}

function existing(machine: FakeMachine, path: string): Buffer | null {
  try {
    return machine.files.readNow(path);
  } catch {
    return null;
  }
}
