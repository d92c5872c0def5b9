import { afterEach, expect, test } from 'vitest';
import { systemClock } from '#lib/base/index.ts';
import { until } from '#tests/support/until.ts';
import { FakeMachine } from './machine.ts';
import { FakeTerminal } from './terminal.ts';

const opened: FakeTerminal[] = [];
afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.destroy();
});

function open() {
  const machine = new FakeMachine(systemClock);
  const terminal = new FakeTerminal(machine, { cols: 80, rows: 24 });
  opened.push(terminal);
  let raw = '';
  terminal.on('data', (chunk: Buffer) => {
    raw += chunk;
  });
  const run = async (line: string) => {
    const prompts = () => raw.match(/# $|# (?=.)/g)?.length ?? 0;
    await until(() => raw.endsWith('# '));
    const before = raw.length;
    terminal.write(`${line}\r`);
    await until(() => raw.length > before + line.length && raw.endsWith('# ') && prompts() > 0);
    return raw.slice(before);
  };
  return { machine, terminal, run, raw: () => raw };
}

test('runs what the first lesson asks for, with the sentences of the real thing', async () => {
  const { run, machine } = open();
  expect(await run('docker pull hello-wrold')).toContain('pull access denied for hello-wrold');
  expect(await run('docker plul hello-world')).toContain("docker: 'plul' is not a docker command.");
  expect(await run('docker pull hello-world')).toContain('Status: Downloaded newer image for hello-world:latest');
  expect(await run('docker image ls')).toMatch(/REPOSITORY +TAG +IMAGE ID[\s\S]*hello-world +latest +[0-9a-f]{12}/);
  expect(await run('docker run hello-world')).toContain('Hello from Docker!');
  expect(await run('docker ps')).not.toContain('hello-world ');
  expect(await run('docker ps -a')).toMatch(/hello-world +"\/hello" .*Exited \(0\)/);
  expect(await run('docker image rm hello-world')).toContain('conflict: unable to remove repository reference');
  expect(await run('docker run hello-world bash')).toContain('exec: "bash": executable file not found in $PATH');
  await run('docker rm $(docker ps -lq)');
  await run('docker rm $(docker ps -aq --filter ancestor=hello-world)');
  expect(await run('docker image rm hello-world')).toContain('Untagged: hello-world:latest');
  expect(machine.daemon.containers.size + machine.daemon.images.size).toBe(0);
}, 10_000);

test('reports commands with their exit codes as the real shell does', async () => {
  const { run, raw } = open();
  await run('cat /nosuch');
  expect(raw()).toContain('\x1b]633;E;    1  cat /nosuch\n\x07\x1b]633;D;1\x07');
});

test('a line can be edited and brought back', async () => {
  const { run, terminal, raw } = open();
  expect(await run('ecko one\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x7fh\x1b[F two')).toContain('\r\none two\r\n');
  expect(await run('\x1b[A\x01\x0becho three')).toContain('\r\nthree\r\n');
  expect(await run('\x1b[A\x1b[A')).toContain('\r\none two\r\n');
  expect(await run('garbage\x15echo 你好 four')).toContain('\r\n你好 four\r\n');
  terminal.write('half\x03');
  await until(() => raw().endsWith('# '));
  expect(await run('echo five')).toContain('\r\nfive\r\n');
  terminal.write('\x04');
  expect(await terminal.exited).toBe(0);
});

test('redirection, folders, conditions', async () => {
  const { run } = open();
  await run('mkdir app && cd app && echo "FROM scratch" > Dockerfile');
  await run("echo 'CMD x' >> Dockerfile; cat nothing || echo fallback > other");
  expect(await run('cat Dockerfile other')).toContain('FROM scratch\r\nCMD x\r\nfallback\r\n');
  expect(await run('ls | wc')).toContain("does not know `|'");
  expect(await run('cd /nosuch')).toContain('bash: cd: /nosuch: No such file or directory');
});
