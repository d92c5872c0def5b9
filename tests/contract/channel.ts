import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf } from '#lib/base/index.ts';
import { type Channel, sandboxHome, type TerminalStream } from '#sandbox/model.ts';
import { until } from '../support/until.ts';

/** What a suite needs of the thing under test. */
export interface ChannelSubject {
  /** A fresh channel into always the same sandbox. */
  open(): Promise<Channel>;
  /** Cuts a channel's connection as a pulled cable would, so that the next call fails. Left out when that cannot be done. */
  cut?: (channel: Channel) => void;
  close(): Promise<void>;
}

/** The error code a promise rejects with; 'resolved' when it does not. */
async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'resolved',
    (error: unknown) => codeOf(error),
  );
}

/** Every promise of the Channel port, its awkward moments included. One suite for all implementations. */
export function channelContract(name: string, start: () => Promise<ChannelSubject>): void {
  describe(`channel: ${name}`, () => {
    let subject: ChannelSubject;
    let channel: Channel;
    const folder = `${sandboxHome}/contract`;

    beforeAll(async () => {
      subject = await start();
      channel = await subject.open();
    }, 60_000);
    afterAll(async () => {
      await channel?.files.remove(folder);
      await channel?.[Symbol.asyncDispose]();
      await subject?.close();
    }, 30_000);
    beforeEach(() => channel.files.remove(folder));

    describe('exec', () => {
      test('gives output, errors and exit code apart', async () => {
        expect(await channel.exec(['echo', 'hello'])).toEqual({ code: 0, stdout: 'hello\n', stderr: '' });
        const missing = await channel.exec(['cat', '/nosuch']);
        expect(missing).toMatchObject({ code: 1, stdout: '' });
        expect(missing.stderr).toContain('/nosuch');
      });

      test('passes every argument as it is', async () => {
        const words = ["it's", '$HOME', '`id`', 'a b', '"', '\\', '*', ';true', '-n', '你好', ''];
        const { stdout } = await channel.exec(['echo', 'x', ...words]);
        expect(stdout).toBe(`x ${words.join(' ')}\n`);
      });

      test('runs in the home folder', async () => {
        expect((await channel.exec(['pwd'])).stdout).toBe(`${sandboxHome}\n`);
      });

      test('hands its input over', async () => {
        expect((await channel.exec(['cat'], { input: 'line 1\nline 2' })).stdout).toBe('line 1\nline 2');
      });

      test('streams stdout to whoever asks for it', async () => {
        const chunks: Buffer[] = [];
        const result = await channel.exec(['echo', 'streamed'], { onStdout: (chunk) => chunks.push(chunk) });
        expect(result.stdout).toBe('');
        expect(Buffer.concat(chunks).toString()).toBe('streamed\n');
      });

      test('streams stderr to whoever asks for it', async () => {
        const chunks: Buffer[] = [];
        const result = await channel.exec(['cat', '/nosuch'], { onStderr: (chunk) => chunks.push(chunk) });
        expect(result).toMatchObject({ code: 1, stderr: '' });
        expect(Buffer.concat(chunks).toString()).toMatch(/^cat: \/nosuch/);
      });

      test('a command that does not exist ends with a code, not with an error', async () => {
        expect((await channel.exec(['no-such-command'])).code).toBeGreaterThan(0);
      });

      test('an abort rejects with its reason and ends the process', async () => {
        const abort = new AbortController();
        const seconds = `86400.${process.pid}1`;
        const running = channel.exec(['sleep', seconds], { signal: abort.signal });
        await until(async () => (await processes(channel)).split('\n').includes(`sleep ${seconds}`));
        abort.abort(new Error('enough'));
        await expect(running).rejects.toThrow('enough');
        await until(async () => !(await processes(channel)).includes(seconds));
      });

      test('an aborted signal starts nothing', async () => {
        await expect(channel.exec(['echo'], { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
      });
    });

    describe('files', () => {
      test('keeps bytes as they are and makes missing folders', async () => {
        const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
        await channel.files.write(`${folder}/deep/er/file.bin`, bytes);
        expect(new Uint8Array(await channel.files.read(`${folder}/deep/er/file.bin`, 1_000_000))).toEqual(bytes);
      });

      test('writes over what was there, empty included, and leaves nothing beside it', async () => {
        await channel.files.write(`${folder}/a b'"$.txt`, Buffer.from('first and longer'));
        await channel.files.write(`${folder}/a b'"$.txt`, Buffer.from('second'));
        expect((await channel.files.read(`${folder}/a b'"$.txt`, 100)).toString()).toBe('second');
        await channel.files.write(`${folder}/a b'"$.txt`, Buffer.alloc(0));
        expect((await channel.files.read(`${folder}/a b'"$.txt`, 100)).length).toBe(0);
        expect((await channel.files.list(folder)).map((entry) => entry.name)).toEqual([`a b'"$.txt`]);
      });

      test('lists what is there with kind, size and time', async () => {
        const before = Math.floor(Date.now() / 1000) * 1000 - 60_000;
        await channel.files.write(`${folder}/file`, Buffer.from('12345'));
        await channel.files.makeFolder(`${folder}/sub`);
        await channel.exec(['ln', '-s', 'file', `${folder}/link`]);
        const entries = (await channel.files.list(folder)).sort((a, b) => a.name.localeCompare(b.name));
        expect(entries.map(({ name, path, kind }) => ({ name, path, kind }))).toEqual([
          { name: 'file', path: `${folder}/file`, kind: 'file' },
          { name: 'link', path: `${folder}/link`, kind: 'link' },
          { name: 'sub', path: `${folder}/sub`, kind: 'folder' },
        ]);
        expect(entries[0]?.size).toBe(5);
        expect(entries[0]?.modifiedAt).toBeGreaterThan(before);
        expect((entries[0]?.modifiedAt ?? 1) % 1000).toBe(0);
        expect(await channel.files.stat(`${folder}/link`)).toMatchObject({ kind: 'link', name: 'link' });
      });

      test('a missing path is FILE_MISSING, a folder read as a file FILE_REFUSED', async () => {
        await channel.files.makeFolder(folder);
        expect(await refusal(channel.files.stat(`${folder}/no`))).toBe('FILE_MISSING');
        expect(await refusal(channel.files.read(`${folder}/no`, 10))).toBe('FILE_MISSING');
        expect(await refusal(channel.files.list(`${folder}/no`))).toBe('FILE_MISSING');
        expect(await refusal(channel.files.rename(`${folder}/no`, `${folder}/other`))).toBe('FILE_MISSING');
        expect(await refusal(channel.files.read(folder, 10))).toBe('FILE_REFUSED');
        expect(await refusal(channel.files.write(folder, Buffer.from('x')))).toBe('FILE_REFUSED');
      });

      test('refuses to read more than is allowed', async () => {
        await channel.files.write(`${folder}/big`, Buffer.alloc(101));
        expect(await refusal(channel.files.read(`${folder}/big`, 100))).toBe('FILE_TOO_LARGE');
        expect((await channel.files.read(`${folder}/big`, 101)).length).toBe(101);
      });

      test('a folder that is there already is fine; a file in its place is not', async () => {
        await channel.files.makeFolder(`${folder}/a/b`);
        await channel.files.makeFolder(`${folder}/a/b`);
        await channel.files.write(`${folder}/file`, Buffer.from('x'));
        expect(await refusal(channel.files.makeFolder(`${folder}/file`))).toBe('FILE_REFUSED');
      });

      test('renames over an existing file', async () => {
        await channel.files.write(`${folder}/from`, Buffer.from('new'));
        await channel.files.write(`${folder}/to`, Buffer.from('old'));
        await channel.files.rename(`${folder}/from`, `${folder}/to`);
        expect((await channel.files.list(folder)).map((entry) => entry.name)).toEqual(['to']);
        expect((await channel.files.read(`${folder}/to`, 10)).toString()).toBe('new');
      });

      test('removes whole folders, follows no link, and succeeds when nothing is left', async () => {
        await channel.files.write(`${folder}/kept/file`, Buffer.from('x'));
        await channel.files.makeFolder(`${folder}/gone/inner`);
        await channel.exec(['ln', '-s', '../kept', `${folder}/gone/link`]);
        await channel.files.remove(`${folder}/gone`);
        await channel.files.remove(`${folder}/gone`);
        expect((await channel.files.list(folder)).map((entry) => entry.name)).toEqual(['kept']);
        expect((await channel.files.read(`${folder}/kept/file`, 10)).toString()).toBe('x');
      });

      test('saving a link changes the file it leads to', async () => {
        await channel.files.write(`${folder}/real`, Buffer.from('old'));
        await channel.exec(['ln', '-s', 'real', `${folder}/alias`]);
        await channel.files.write(`${folder}/alias`, Buffer.from('new'));
        expect((await channel.files.read(`${folder}/real`, 10)).toString()).toBe('new');
        expect((await channel.files.stat(`${folder}/alias`)).kind).toBe('link');
      });

      test('many at once', async () => {
        const names = Array.from({ length: 40 }, (_, index) => `${folder}/many/${index}`);
        await channel.files.makeFolder(`${folder}/many`);
        await Promise.all(names.map((name) => channel.files.write(name, Buffer.from(name))));
        const contents = await Promise.all(names.map((name) => channel.files.read(name, 100)));
        expect(contents.map(String)).toEqual(names);
      });
    });

    describe('terminal', () => {
      test('echoes, runs, and ends with the exit code of the shell', async () => {
        const terminal = await channel.openTerminal({ cols: 80, rows: 24 });
        const screen = record(terminal);
        await until(() => /[#$] ?$/.test(screen()));
        terminal.write('echo $((40 + 2))\r');
        await until(() => screen().includes('\n42'));
        terminal.write('exit 3\r');
        expect(await terminal.exited).toBe(3);
        await until(() => terminal.closed);
      });

      test('knows its size and its home', async () => {
        const terminal = await channel.openTerminal({ cols: 91, rows: 31 });
        const screen = record(terminal);
        terminal.write('stty size; pwd\r');
        await until(() => screen().includes('31 91') && screen().includes(`\n${sandboxHome}`));
        terminal.resize(120, 40);
        terminal.write('stty size\r');
        await until(() => screen().includes('40 120'));
        terminal.destroy();
        expect(await terminal.exited).toBeNull();
      });

      test('Ctrl+C ends what runs and gives the prompt back', async () => {
        const terminal = await channel.openTerminal({ cols: 80, rows: 24 });
        const screen = record(terminal);
        const seconds = `86400.${process.pid}2`;
        terminal.write(`sleep ${seconds}\r`);
        await until(async () => (await processes(channel)).includes(seconds));
        terminal.write('\x03');
        terminal.write('echo ba""ck\r');
        await until(() => screen().includes('back'));
        terminal.destroy();
      });

      test('a reader that stops reading holds the shell back, and loses nothing', async () => {
        const terminal = await channel.openTerminal({ cols: 80, rows: 24 });
        terminal.pause();
        terminal.write('seq 1 200000; echo DO""NE\r');
        const screen = record(terminal);
        terminal.resume();
        await until(() => screen().includes('DONE'));
        expect(screen()).toContain('\n200000\r');
        expect(screen().match(/\n\d+\r/g)?.length).toBe(200_000);
        terminal.destroy();
      }, 30_000);

      test('several shells live side by side', async () => {
        const terminals = await Promise.all([1, 2, 3].map(() => channel.openTerminal({ cols: 80, rows: 24 })));
        const screens = terminals.map(record);
        terminals.forEach((terminal, index) => void terminal.write(`echo shell-$((${index}))\r`));
        await until(() => screens.every((screen, index) => screen().includes(`\nshell-${index}`)));
        for (const terminal of terminals) terminal.destroy();
      });
    });

    describe('dialling', () => {
      test('reaches a port of the sandbox, and says when nothing listens there', async () => {
        expect(await refusal(channel.dialPort(1))).toBe('NOT_FOUND');
      });

      test('the learner daemon answers', async () => {
        const socket = await channel.dialDaemon();
        socket.write('GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n');
        expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 [\s\S]*OK$/);
      }, 30_000);
    });

    describe('end', () => {
      test('closing twice is fine, ends what was started, and every later call is SANDBOX_UNREACHABLE', async () => {
        const other = await subject.open();
        const seconds = `86400.${process.pid}3`;
        const running = refusal(other.exec(['sleep', seconds]));
        const terminal = await other.openTerminal({ cols: 80, rows: 24 });
        terminal.resume();
        await until(async () => (await processes(channel)).split('\n').includes(`sleep ${seconds}`));
        await other[Symbol.asyncDispose]();
        await other[Symbol.asyncDispose]();
        await other.closed;
        expect(await terminal.exited).toBeNull();
        expect(await running).toBe('SANDBOX_UNREACHABLE');
        for (const call of everyCall(other)) expect(await refusal(call())).toBe('SANDBOX_UNREACHABLE');
        await until(async () => !(await processes(channel)).includes(seconds));
      });

      test('a cut connection rejects what was asked, and ends what it had started', async (context) => {
        if (!subject.cut) return context.skip('this channel has no connection to cut');
        const other = await subject.open();
        const seconds = `86400.${process.pid}4`;
        const running = refusal(other.exec(['sleep', seconds]));
        await until(async () => (await processes(channel)).split('\n').includes(`sleep ${seconds}`));
        subject.cut(other);
        expect(await running).toBe('SANDBOX_UNREACHABLE');
        await other.closed;
        for (const call of everyCall(other)) expect(await refusal(call())).toBe('SANDBOX_UNREACHABLE');
        await until(async () => !(await processes(channel)).includes(seconds));
      });
    });
  });
}

function everyCall(channel: Channel): (() => Promise<unknown>)[] {
  const path = `${sandboxHome}/contract`;
  return [
    () => channel.exec(['true']),
    () => channel.openTerminal({ cols: 80, rows: 24 }),
    () => channel.files.list(path),
    () => channel.files.stat(path),
    () => channel.files.read(path, 1),
    () => channel.files.write(`${path}/x`, Buffer.from('x')),
    () => channel.files.makeFolder(path),
    () => channel.files.rename(path, `${path}2`),
    () => channel.files.remove(path),
    () => channel.dialPort(80),
    () => channel.dialDaemon(),
  ];
}

/** Command lines that run. The shell that is about to become a command has the command's words in its own line already. */
async function processes(channel: Channel): Promise<string> {
  return (await channel.exec(['ps', '-eo', 'args'])).stdout;
}

function record(terminal: TerminalStream): () => string {
  let seen = '';
  terminal.on('data', (chunk: Buffer) => {
    seen += chunk.toString();
  });
  // Bash switches bracketed paste on and off around every line; that is not what is looked for.
  return () => seen.replace(/\x1b\[[\d;?]*[a-zA-Z]\r?/g, '');
}
