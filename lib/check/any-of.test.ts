import { expect, test } from 'vitest';
import { anyCheck, wantsOf } from './any-of.ts';
import { describeCheck } from './describe-check.ts';
import { evaluateStep, newStepMemory } from './evaluate-step.ts';
import { emptyObservation, type Observation } from './model.ts';
import { parseCheck } from './parse-check.ts';
import { sampleCommand, sampleContainer, sampleTime } from './sample.ts';

function parsed(id: string, kind: string, attributes: Record<string, string>) {
  const result = parseCheck({ id, kind, attributes });
  if (!('check' in result)) throw new Error(result.mistakes[0]?.message);
  return result.check;
}

const either = anyCheck({ id: 'either', mode: 'once', needs: [] }, [
  parsed('container', 'container-running', { name: 'web' }),
  parsed('file', 'file-contains', { path: 'done.txt', text: 'done' }),
  parsed('answer', 'http-answers', { port: '4000', changes: 'true' }),
]);

function verdict(changes: Partial<Observation>) {
  const observation: Observation = { ...emptyObservation(sampleTime + 5000), daemon: 'up', ...changes };
  return evaluateStep([either], observation, newStepMemory('step', sampleTime)).verdicts.either;
}

test('the page names the main way', () => {
  expect(describeCheck(either)).toMatchObject({ id: 'check.container-running.title' });
});

test('one alternative is enough, also when the daemon sleeps', () => {
  const web = sampleContainer({ name: 'web', state: 'running' });
  expect(verdict({ containers: [web] })).toMatchObject({ is: 'passed' });
  expect(verdict({ daemon: 'asleep', files: { '/root/done.txt': 'done' } })).toMatchObject({ is: 'passed' });
});

test('what has failed is explained, the main way first; else the main way waits', () => {
  expect(verdict({ files: { '/root/done.txt': '' } })).toMatchObject({ because: { id: 'check.file-exists.empty' } });
  expect(verdict({ containers: [sampleContainer({ name: 'web' })], files: { '/root/done.txt': '' } })).toMatchObject({
    is: 'failed',
    because: { id: 'check.container-running.ended' },
  });
  expect(verdict({})).toMatchObject({ is: 'waiting', because: { id: 'check.container.none' } });
  expect(verdict({ commands: [sampleCommand('dokcer ps', 127)] })).toMatchObject({ because: { id: 'check.typo' } });
});

test('what alternatives want is wanted once', () => {
  const again = parsed('again', 'http-answers', { port: '4000' });
  expect(wantsOf([either, again])).toEqual({
    files: ['/root/done.txt'],
    logs: false,
    changes: false,
    history: false,
    swarm: false,
    http: [{ port: 4000, path: '/', twice: true }],
    ports: [],
  });
});
