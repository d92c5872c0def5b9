import { expect, test } from 'vitest';
import { newStepMemory } from './evaluate-step.ts';
import { type Check, emptyObservation, type Observation } from './model.ts';
import { parseCheck } from './parse-check.ts';
import { sampleContainer, sampleImage, sampleTime } from './sample.ts';
import { whatItSaw } from './what-it-saw.ts';

function check(kind: string, attributes: Record<string, string>): Check {
  const parsed = parseCheck({ id: 'c', kind, attributes });
  if (!('check' in parsed)) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.check;
}

const observation: Observation = {
  ...emptyObservation(sampleTime + 1),
  daemon: 'up',
  containers: [
    sampleContainer({ id: 'aaaa', name: 'web', image: 'nginx:latest' }),
    sampleContainer({ id: 'bbbb', name: 'other', image: 'busybox:stable' }),
  ],
  images: [sampleImage({ tags: ['nginx:latest'] })],
  commands: Array.from({ length: 9 }, (_, at) => ({ at, line: `echo ${at}`, exitCode: 0 })),
  logs: { aaaa: 'hello from web', bbbb: 'something else' },
  files: { '/root/a.txt': 'A', '/root/b.txt': 'B' },
};
const saw = (kind: string, attributes: Record<string, string>) =>
  whatItSaw(check(kind, attributes), observation, newStepMemory('s', sampleTime));

test('what a check is about, and nothing else', () => {
  const { containers, files, swarm } = saw('container-running', { name: 'web' });
  expect(containers?.map(({ name }) => name)).toEqual(['web']);
  expect(files).toBeUndefined();
  expect(swarm).toBeUndefined();
  expect(saw('file-contains', { path: 'a.txt', text: 'A' })).toEqual({ files: { '/root/a.txt': 'A' } });
});

test('logs are found by the name of their container', () => {
  expect(saw('logs-contain', { name: 'web', text: 'nothing' }).logs).toEqual({ aaaa: 'hello from web' });
});

test('the latest few where nothing is about it', () => {
  expect(saw('command-typed', { command: 'docker ps' }).commands).toHaveLength(5);
  expect(saw('container-running', { name: 'elsewhere' }).containers).toHaveLength(2);
});

test('a check that has passed, or waits for another, is looked at all the same', () => {
  const memory = { ...newStepMemory('s', sampleTime), passed: { c: { id: 'x' } } };
  const waiting = { ...check('container-running', { name: 'web' }), needs: ['gone'] };
  expect(whatItSaw(waiting, observation, memory).containers).toHaveLength(1);
});
