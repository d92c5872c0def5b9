import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '#tests/support/scratch-folder.ts';
import { engineCandidates } from './address.ts';
import { engineObstacle } from './engine-part.ts';
import { describeSilence, findEngine } from './find-engine.ts';
import { noteOwnEngine, ownEngine, stopOwnEngine } from './own-engine.ts';
import { lastWords } from './start-engine.ts';

describe('where an engine may be', () => {
  test('the usual socket, then a rootless one', () => {
    const said = engineCandidates({ XDG_RUNTIME_DIR: '/run/user/7' }).map((candidate) => candidate.said);
    expect(said).toEqual(['unix:///var/run/docker.sock', 'unix:///run/user/7/docker.sock']);
  });
  test('DOCKER_HOST alone, when it is set', () => {
    expect(engineCandidates({ DOCKER_HOST: 'unix:///x.sock' })).toEqual([
      { via: 'socket', path: '/x.sock', said: 'unix:///x.sock' },
    ]);
    expect(engineCandidates({ DOCKER_HOST: 'tcp://h:1', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/c' })).toEqual([
      { via: 'tcp', host: 'h', port: 1, certificates: '/c', said: 'tcp://h:1' },
    ]);
  });
  test('another kind of DOCKER_HOST is refused in words', async () => {
    const search = await findEngine({ DOCKER_HOST: 'ssh://host' });
    expect(search.found).toBeUndefined();
    if (!search.found) expect(describeSilence(search.tried)).toContain('DOCKER_HOST is "ssh://host"');
  });
});

describe('findEngine', () => {
  test('finds what answers like one', async () => {
    const path = join(scratchFolder(), 'engine.sock');
    const server = createServer((_, response) => response.end('{"Version":"26.1.5","ApiVersion":"1.45"}'));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const { found } = await findEngine({ DOCKER_HOST: `unix://${path}` });
    server.close();
    expect(found?.version).toBe('26.1.5');
  });
  test('nothing there, and something that is no engine', async () => {
    const path = join(scratchFolder(), 'engine.sock');
    const env = { DOCKER_HOST: `unix://${path}` };
    expect(await findEngine(env)).toMatchObject({ tried: [{ why: { is: 'absent' } }] });
    const server = createServer((_, response) => response.writeHead(502).end());
    await new Promise<void>((resolve) => server.listen(path, resolve));
    expect(await findEngine(env)).toMatchObject({
      tried: [{ why: { is: 'other', text: 'answered with status 502' } }],
    });
    server.close();
  });
});

test('a DOCKER_HOST that does not answer is an obstacle with its own remedy: no other engine is started instead', async () => {
  const obstacle = await engineObstacle({
    dataFolder: '/nonexistent',
    env: { DOCKER_HOST: 'unix:///nonexistent.sock' },
  });
  expect(obstacle?.reason).toBe('No Docker engine: nothing answers at unix:///nonexistent.sock.');
  expect(obstacle?.remedy).toContain('DOCKER_HOST');
});

describe('an engine that we started', () => {
  test('is ended, and only once', async () => {
    const data = scratchFolder();
    const child = spawn('sleep', ['600']);
    const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
    await noteOwnEngine(data, child.pid ?? 0);
    expect(await ownEngine(data)).toBe(child.pid);
    expect(await stopOwnEngine(data)).toBe(true);
    expect(await ended).toBe('SIGTERM');
    expect(await stopOwnEngine(data)).toBe(false);
  });
  test('another process with its number is left alone', async () => {
    const data = scratchFolder();
    await writeFile(join(data, 'dockerd.json'), JSON.stringify({ pid: process.pid, began: '1' }));
    expect(await stopOwnEngine(data)).toBe(false);
  });
  test('no note, no engine', async () => expect(await ownEngine(scratchFolder())).toBeUndefined());
});

test('the last grave line of a log is why the engine ended', () => {
  const log =
    'level=info msg="Starting up"\nfailed to start daemon: Devices cgroup isn\'t mounted\nlevel=info msg="stopping"\n';
  expect(lastWords(log)).toBe("failed to start daemon: Devices cgroup isn't mounted");
  expect(lastWords('')).toBeUndefined();
});
