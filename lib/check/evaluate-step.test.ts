import { describe, expect, test } from 'vitest';
import { evaluateStep, newStepMemory } from './evaluate-step.ts';
import { type Check, emptyObservation, type Observation } from './model.ts';
import { sampleCommand, sampleContainer, sampleImage, sampleTime } from './sample.ts';
import { stepState } from './step-state.ts';

const pulled: Check = {
  id: 'pulled',
  kind: 'image-exists',
  mode: 'once',
  needs: [],
  expected: { image: 'hello-world' },
};
const ran: Check = {
  id: 'ran',
  kind: 'container-exited',
  mode: 'once',
  needs: ['pulled'],
  expected: { image: 'hello-world', exitCode: 0 },
};

function see(changes: Partial<Observation> = {}): Observation {
  return { ...emptyObservation(sampleTime + 5000), daemon: 'up', ...changes };
}

describe('evaluateStep', () => {
  test('a step that has not begun waits, whatever is there', () => {
    const memory = newStepMemory('pull');
    const result = evaluateStep([pulled], see({ images: [sampleImage()] }), memory);
    expect(result.verdicts.pulled?.is).toBe('waiting');
    expect(stepState([pulled], result.verdicts, result.memory)).toBe('todo');
  });

  test('what is there already counts, whenever it came', () => {
    const { verdicts } = evaluateStep(
      [pulled],
      see({ images: [sampleImage({ createdAt: 0 })] }),
      newStepMemory('pull', sampleTime),
    );
    expect(verdicts.pulled?.is).toBe('passed');
  });

  test('once stays passed, holds breaks again', () => {
    for (const [mode, is, state] of [
      ['once', 'passed', 'done'],
      ['holds', 'waiting', 'broken'],
    ] as const) {
      const checks = [{ ...pulled, mode }];
      const first = evaluateStep(checks, see({ images: [sampleImage()] }), newStepMemory('pull', sampleTime));
      expect(stepState(checks, first.verdicts, first.memory)).toBe('done');
      const second = evaluateStep(checks, see(), first.memory);
      expect(second.verdicts.pulled?.is).toBe(is);
      expect(stepState(checks, second.verdicts, second.memory)).toBe(state);
    }
  });

  test('a check waits for the checks it needs, and says which', () => {
    const seen = see({ images: [], containers: [sampleContainer()] });
    const { verdicts, memory } = evaluateStep([pulled, ran], seen, newStepMemory('run', sampleTime));
    expect(verdicts.ran).toEqual({ is: 'waiting', because: { id: 'check.step.needs', values: { number: 1 } } });
    const after = evaluateStep([pulled, ran], { ...seen, images: [sampleImage()] }, memory);
    expect(after.verdicts.ran?.is).toBe('passed');
    expect(stepState([pulled, ran], after.verdicts, after.memory)).toBe('done');
  });

  test('half of the checks is half a step', () => {
    const { verdicts, memory } = evaluateStep(
      [pulled, ran],
      see({ images: [sampleImage()] }),
      newStepMemory('run', sampleTime),
    );
    expect(stepState([pulled, ran], verdicts, memory)).toBe('half');
  });

  test('a check that throws is broken, the others go on, and a done step stays done', () => {
    const throwing: Check = { ...pulled, id: 'bad', expected: null };
    const { verdicts, memory } = evaluateStep(
      [throwing, pulled],
      see({ images: [sampleImage()] }),
      newStepMemory('pull', sampleTime),
    );
    expect(verdicts.bad).toEqual({ is: 'broken', code: 'CHECK_BROKEN' });
    expect(verdicts.pulled?.is).toBe('passed');
    expect(stepState([throwing, pulled], verdicts, { ...memory, done: true })).toBe('done');
  });

  test('what was seen once is remembered: gone after having been there passes, never there does not', () => {
    const absent: Check = { ...pulled, id: 'gone', kind: 'image-absent' };
    const never = evaluateStep([absent], see(), newStepMemory('tidy', sampleTime));
    expect(never.verdicts.gone).toMatchObject({ is: 'waiting', because: { id: 'check.image-absent.never' } });
    const there = evaluateStep([absent], see({ images: [sampleImage()] }), never.memory);
    expect(there.verdicts.gone?.is).toBe('waiting');
    expect(evaluateStep([absent], see(), there.memory).verdicts.gone?.is).toBe('passed');
  });

  test('a slip of the fingers is pointed out only while its command is the last one, and only when it failed', () => {
    const memory = newStepMemory('pull', sampleTime);
    const because = (observation: Observation) => {
      const verdict = evaluateStep([pulled], observation, memory).verdicts.pulled;
      return verdict?.is === 'broken' ? undefined : verdict?.because;
    };
    const slip = sampleCommand('docker imgae pull hello-world', 1);
    expect(because(see({ daemon: 'asleep', commands: [slip] }))).toEqual({
      id: 'check.typo',
      values: { typed: 'imgae', meant: 'image' },
    });
    expect(because(see({ commands: [slip, sampleCommand('ls')] }))?.id).toBe('check.image-exists.none');
    expect(because(see({ commands: [{ ...slip, exitCode: 0 }] }))?.id).toBe('check.image-exists.none');
  });

  test('a container made for one check is not a mistake for the next', () => {
    const called = (name: string): Check => ({
      ...pulled,
      id: name,
      kind: 'container-exists',
      expected: { name, image: 'hello-world' },
    });
    const because = (name: string) => {
      const containers = [sampleContainer({ name })];
      const { verdicts } = evaluateStep(
        [called('one'), called('two')],
        see({ containers }),
        newStepMemory('a', sampleTime - 1),
      );
      return verdicts.two?.is === 'broken' ? undefined : verdicts.two?.because.id;
    };
    expect(because('one')).toBe('check.container.none');
    expect(because('eno')).toBe('check.container.other-name');
  });

  test('memory survives JSON', () => {
    const { memory } = evaluateStep([pulled], see({ images: [sampleImage()] }), newStepMemory('pull', sampleTime));
    expect(evaluateStep([pulled], see(), JSON.parse(JSON.stringify(memory))).verdicts.pulled?.is).toBe('passed');
  });
});
