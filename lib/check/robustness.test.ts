import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkKinds } from './check-kinds.ts';
import { evaluateStep, newStepMemory } from './evaluate-step.ts';
import { type Check, emptyObservation, type Observation } from './model.ts';
import { evaluateExample } from './reference.ts';
import { sampleCommand, sampleContainer, sampleEvent, sampleImage, sampleTime } from './sample.ts';

const word = fc.oneof(
  fc.constantFrom('hello-world', 'web', '', ':', '@', 'docker', '/', '"'),
  fc.string({ maxLength: 12 }),
);
const state = fc.constantFrom('created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead', 'unheard-of');
const container = fc
  .record({ name: word, image: word, state, exitCode: fc.integer(), startedAt: fc.nat(), autoRemove: fc.boolean() })
  .map((changes) => sampleContainer(changes));
const image = fc.record({ tags: fc.array(word, { maxLength: 3 }) }).map((changes) => sampleImage(changes));
const event = fc
  .record({
    type: fc.constantFrom('container', 'image', 'x'),
    action: fc.constantFrom('pull', 'die', 'destroy', 'untag', 'x'),
    id: word,
    name: word,
  })
  .map((changes) => sampleEvent('die', { ...changes, attributes: {} }));
const observation: fc.Arbitrary<Observation> = fc
  .record({
    daemon: fc.constantFrom('asleep', 'up', 'down'),
    containers: fc.array(container, { maxLength: 4 }),
    images: fc.array(image, { maxLength: 4 }),
    events: fc.array(event, { maxLength: 4 }),
    commands: fc.array(
      fc.tuple(fc.string(), fc.integer()).map(([line, code]) => sampleCommand(line, code)),
      { maxLength: 3 },
    ),
    answers: fc.dictionary(fc.constantFrom('step/check'), word),
  })
  .map((changes) => ({ ...emptyObservation(sampleTime), ...changes }));

test('no kind throws for any observation', () => {
  for (const kind of checkKinds) {
    for (const { attributes, context } of kind.examples.slice(0, 3)) {
      fc.assert(
        fc.property(observation, (given) => {
          const { verdict } = evaluateExample(kind, {
            title: '',
            attributes,
            given,
            ...(context ? { context } : {}),
            verdict: { is: 'waiting', because: '' },
          });
          return verdict.is !== 'broken';
        }),
        { numRuns: 60 },
      );
    }
  }
});

test('a step of five checks over 100 containers takes at most 5 ms', () => {
  const containers = Array.from({ length: 100 }, (_, index) =>
    sampleContainer({ id: `${index}`, name: `c${index}`, image: `image-${index}:1` }),
  );
  const images = Array.from({ length: 100 }, (_, index) => sampleImage({ id: `${index}`, tags: [`image-${index}:1`] }));
  const events = Array.from({ length: 500 }, (_, index) => sampleEvent('die', { name: `c${index}` }));
  const commands = Array.from({ length: 500 }, () => sampleCommand('docker run --rm debian:13 sh -c "exit 0"'));
  const given: Observation = {
    ...emptyObservation(sampleTime + 9000),
    daemon: 'up',
    containers,
    images,
    events,
    commands,
  };
  const checks: Check[] = [
    { id: 'a', kind: 'container-running', mode: 'holds', needs: [], expected: { image: 'nginx' } },
    {
      id: 'b',
      kind: 'container-exited',
      mode: 'once',
      needs: [],
      expected: { image: 'nginx', name: 'web', exitCode: 0 },
    },
    { id: 'c', kind: 'container-absent', mode: 'once', needs: [], expected: { image: 'nginx' } },
    { id: 'd', kind: 'image-exists', mode: 'once', needs: [], expected: { image: 'nginx' } },
    { id: 'e', kind: 'command-typed', mode: 'once', needs: [], expected: { command: 'docker ps', flags: '-a' } },
  ];
  const memory = newStepMemory('step', sampleTime);
  for (let warm = 0; warm < 20; warm++) evaluateStep(checks, given, memory);
  const times = Array.from({ length: 21 }, () => {
    const begin = performance.now();
    evaluateStep(checks, given, memory);
    return performance.now() - begin;
  }).sort((a, b) => a - b);
  // The third fastest: what else the machine is doing says nothing about ours.
  expect(times[2]).toBeLessThan(5);
});
