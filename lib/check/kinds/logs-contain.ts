import { z } from 'zod';
import { message } from '../../base/index.ts';
import {
  aboutExpected,
  containerSelector,
  containerVocabulary,
  namesAContainer,
  namesAContainerError,
} from '../container-match.ts';
import { judgeContainers, notRunning } from '../container-state.ts';
import type { CheckKind } from '../kind.ts';
import type { Observation, ObservedContainer, Verdict } from '../model.ts';
import { nearlyOccurs, occurs } from '../pattern.ts';
import { sampleContainer, sampleTime } from '../sample.ts';
import { wholeNumber } from '../whole-number.ts';

const schema = z
  .strictObject({
    ...containerSelector,
    text: z.string().min(1).optional().describe('Text that must be in its log; `*` stands for any text within a line.'),
    times: wholeNumber(200).optional().describe('In at least so many lines; one when left out.'),
    without: z.string().min(1).optional().describe('Text that must not be in its log; `*` as above.'),
  })
  .refine(namesAContainer, namesAContainerError)
  .refine(({ text, without }) => text !== undefined || without !== undefined, 'give text="…", without="…" or both');
type Expected = z.infer<typeof schema>;

/** What a container's program wrote has a text in it. */
export const logsContain: CheckKind<Expected> = {
  name: 'logs-contain',
  summary: 'The last 200 lines of a container’s log have a text in them, or have not. The container may have ended.',
  schema,
  needsDaemon: true,
  describe: (expected) =>
    expected.text === undefined
      ? aboutExpected('check.logs-contain.title-without', expected, { text: expected.without ?? '' })
      : aboutExpected('check.logs-contain.title', expected, { text: expected.text }),
  vocabulary: containerVocabulary,
  wants: () => ({ logs: true }),

  evaluate: (expected, observation, context) =>
    judgeContainers(expected, observation, context, (container) => judge(container, expected, observation)),

  examples: [
    {
      title: 'The text is there',
      attributes: { name: 'web', text: 'Listening on *8000' },
      given: given('Listening on port 8000\n'),
      verdict: { is: 'passed', because: 'check.logs-contain.passed' },
    },
    {
      title: 'So many lines',
      attributes: { name: 'web', text: 'GET /', times: '2' },
      given: given('GET / 200\nGET /x 404\n'),
      verdict: { is: 'passed', because: 'check.logs-contain.passed' },
    },
    {
      title: 'It was started a moment ago',
      attributes: { name: 'web', text: 'ready' },
      given: { ...given('starting\n'), at: sampleTime + 1500 },
      verdict: { is: 'waiting', because: 'check.logs-contain.not-yet' },
    },
    {
      title: 'The log was not read yet',
      attributes: { name: 'web', text: 'ready' },
      given: { containers: [web()] },
      verdict: { is: 'waiting', because: 'check.logs-contain.unread' },
    },
    {
      title: 'Nothing was written',
      attributes: { name: 'web', text: 'ready' },
      given: given(''),
      verdict: { is: 'failed', because: 'check.logs-contain.empty' },
    },
    {
      title: 'Something else was written',
      attributes: { name: 'web', text: 'ready' },
      given: given('error: no such file\n'),
      verdict: { is: 'failed', because: 'check.logs-contain.missing' },
    },
    {
      title: 'Other letters or spaces',
      attributes: { name: 'web', text: 'Ready' },
      given: given('ready\n'),
      verdict: { is: 'failed', because: 'check.logs-contain.nearly' },
    },
    {
      title: 'Too few lines',
      attributes: { name: 'web', text: 'GET /', times: '3' },
      given: given('GET / 200\n'),
      verdict: { is: 'failed', because: 'check.logs-contain.too-few' },
    },
    {
      title: 'Another container wrote it',
      attributes: { name: 'web', text: 'ready' },
      given: {
        at: sampleTime + 60_000,
        containers: [web(), sampleContainer({ id: 'other', name: 'other' })],
        logs: { web: 'x\n', other: 'ready\n' },
      },
      verdict: { is: 'failed', because: 'check.logs-contain.elsewhere' },
    },
    {
      title: 'What should not be there is there',
      attributes: { name: 'web', without: 'Traceback' },
      given: given('Traceback (most recent call last)\n'),
      verdict: { is: 'failed', because: 'check.logs-contain.unwanted' },
    },
    {
      title: 'It never ran',
      attributes: { name: 'web', text: 'ready' },
      given: { containers: [{ ...web(), state: 'created', startedAt: 0 }], logs: { web: '' } },
      verdict: { is: 'failed', because: 'check.container.never-started' },
    },
  ],
};

/** Programs are given this long (ms) to write what they should. */
const graceMs = 2000;

function judge(container: ObservedContainer, expected: Expected, observation: Observation): Verdict {
  const { id, name, state, startedAt } = container;
  const { text, times = 1, without } = expected;
  if (state === 'created') {
    const idle = notRunning(container, expected);
    if (idle) return idle;
  }
  const log = observation.logs[id];
  if (log === undefined) return { is: 'waiting', because: message('check.logs-contain.unread', { name }) };
  const lines = log.split('\n');
  const look = `docker logs ${name}`;
  const values = { name, text: text ?? without ?? '', wanted: times };
  if (without !== undefined && occurs(without, log))
    return { is: 'failed', because: message('check.logs-contain.unwanted', { ...values, text: without }), look };
  const count = text === undefined ? times : lines.filter((line) => occurs(text, line)).length;
  if (text === undefined || count >= times)
    return { is: 'passed', because: message('check.logs-contain.passed', { ...values, count }) };
  if (state === 'running' && observation.at - startedAt < graceMs)
    return { is: 'waiting', because: message('check.logs-contain.not-yet', values) };
  const last = lines.findLast((line) => line.trim() !== '');
  const details = {
    look,
    ...(last === undefined ? {} : { found: message('check.found.last-line', { line: last.slice(0, 300) }) }),
  };
  if (count > 0)
    return { is: 'failed', because: message('check.logs-contain.too-few', { ...values, count }), ...details };
  if (last === undefined) return { is: 'failed', because: message('check.logs-contain.empty', values), ...details };
  if (nearlyOccurs(text, log))
    return { is: 'failed', because: message('check.logs-contain.nearly', values), ...details };
  const other = observation.containers.find((each) => each.id !== id && occurs(text, observation.logs[each.id] ?? ''));
  if (other)
    return {
      is: 'failed',
      because: message('check.logs-contain.elsewhere', { ...values, found: other.name }),
      ...details,
    };
  return { is: 'failed', because: message('check.logs-contain.missing', values), ...details };
}

function web(): ObservedContainer {
  return sampleContainer({ id: 'web', name: 'web', image: 'nginx', state: 'running' });
}

function given(log: string): Partial<Observation> {
  return { at: sampleTime + 60_000, containers: [web()], logs: { web: log } };
}
