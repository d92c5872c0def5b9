import { z } from 'zod';
import { message } from '../../base/index.ts';
import {
  aboutExpected,
  containerSelector,
  containerVocabulary,
  namesAContainer,
  namesAContainerError,
} from '../container-match.ts';
import { judgeContainers } from '../container-state.ts';
import type { CheckKind } from '../kind.ts';
import type { Observation, ObservedChange, ObservedContainer, Verdict } from '../model.ts';
import { sampleContainer } from '../sample.ts';

const schema = z
  .strictObject({
    ...containerSelector,
    path: z.string().startsWith('/', 'an absolute path').describe('Absolute path inside the container.'),
    change: z.enum(['added', 'changed', 'deleted']).optional().describe('What happened to it; anything when left out.'),
  })
  .refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** A path in a container's own layer was added, changed or deleted. */
export const containerChanged: CheckKind<Expected> = {
  name: 'container-changed',
  summary: 'A path in a container is not as its image has it, as `docker diff` shows.',
  schema,
  needsDaemon: true,
  describe: (expected) =>
    aboutExpected('check.container-changed.title', expected, { path: expected.path, change: expected.change ?? 'any' }),
  vocabulary: containerVocabulary,
  wants: () => ({ changes: true }),

  evaluate: (expected, observation, context) =>
    judgeContainers(expected, observation, context, (container) => judge(container, expected, observation)),

  examples: [
    {
      title: 'Changed',
      attributes: { name: 'web', path: '/usr/share/nginx/html/index.html', change: 'changed' },
      given: given([{ path: '/usr/share/nginx/html/index.html', change: 'changed' }]),
      verdict: { is: 'passed', because: 'check.container-changed.passed' },
    },
    {
      title: 'Nothing changed but what its program itself writes',
      attributes: { name: 'web', path: '/usr/share/nginx/html/index.html' },
      given: given([{ path: '/run/nginx.pid', change: 'added' }]),
      verdict: { is: 'waiting', because: 'check.container-changed.none' },
    },
    {
      title: 'Another file of the folder',
      attributes: { name: 'web', path: '/usr/share/nginx/html/index.html' },
      given: given([
        { path: '/usr/share/nginx/html', change: 'changed' },
        { path: '/usr/share/nginx/html/index.htm', change: 'added' },
      ]),
      verdict: { is: 'failed', because: 'check.container-changed.other-path' },
    },
    {
      title: 'A file of that name elsewhere',
      attributes: { name: 'web', path: '/usr/share/nginx/html/index.html' },
      given: given([{ path: '/index.html', change: 'added' }]),
      verdict: { is: 'failed', because: 'check.container-changed.other-path' },
    },
    {
      title: 'Deleted instead of changed',
      attributes: { name: 'web', path: '/usr/share/nginx/html/index.html', change: 'changed' },
      given: given([{ path: '/usr/share/nginx/html/index.html', change: 'deleted' }]),
      verdict: { is: 'failed', because: 'check.container-changed.other-change' },
    },
    {
      title: 'Changed in another container',
      attributes: { name: 'web', path: '/etc/motd' },
      given: {
        containers: [web(), sampleContainer({ id: 'other', name: 'other' })],
        changes: { web: [], other: [{ path: '/etc/motd', change: 'changed' }] },
      },
      verdict: { is: 'failed', because: 'check.container-changed.elsewhere' },
    },
    {
      title: 'In a volume, which is not part of the container',
      attributes: { name: 'web', path: '/data/x' },
      given: {
        containers: [
          { ...web(), mounts: [{ type: 'volume', name: 'd', source: '', target: '/data', readOnly: false }] },
        ],
        changes: { web: [] },
      },
      verdict: { is: 'failed', because: 'check.container-changed.mounted' },
    },
    {
      title: 'Not looked at yet',
      attributes: { name: 'web', path: '/etc/motd' },
      given: { containers: [web()] },
      verdict: { is: 'waiting', because: 'check.container-changed.none' },
    },
  ],
};

function judge({ id, name, mounts }: ObservedContainer, expected: Expected, observation: Observation): Verdict {
  const { path, change } = expected;
  const changes = observation.changes[id] ?? [];
  const values = { name, path };
  const look = `docker diff ${name}`;
  const found = changes.find((each) => each.path === path);
  if (found && (change === undefined || found.change === change))
    return { is: 'passed', because: message('check.container-changed.passed', { ...values, change: found.change }) };
  if (found) {
    const because = message('check.container-changed.other-change', {
      ...values,
      found: found.change,
      wanted: change ?? 'any',
    });
    return { is: 'failed', because, look };
  }
  const mount = mounts.find(({ target }) => path.startsWith(`${target.replace(/\/$/, '')}/`));
  if (mount) {
    const because = message('check.container-changed.mounted', { ...values, target: mount.target });
    return { is: 'failed', because, look };
  }
  const other = observation.containers.find(
    (each) => each.id !== id && observation.changes[each.id]?.some((changed) => changed.path === path),
  );
  if (other)
    return {
      is: 'failed',
      because: message('check.container-changed.elsewhere', { ...values, found: other.name }),
      look,
    };
  const near = changes.find((each) => isNear(each, path));
  if (near)
    return {
      is: 'failed',
      because: message('check.container-changed.other-path', { ...values, found: near.path }),
      look,
    };
  return { is: 'waiting', because: message('check.container-changed.none', values) };
}

/** A file in the same folder, or of the same name elsewhere. */
function isNear({ path: changed }: ObservedChange, path: string): boolean {
  const cut = path.lastIndexOf('/') + 1;
  return changed.startsWith(path.slice(0, Math.max(cut, 2))) || changed.endsWith(`/${path.slice(cut)}`);
}

function web(): ObservedContainer {
  return sampleContainer({ id: 'web', name: 'web', image: 'nginx', state: 'running' });
}

function given(changes: ObservedChange[]): Partial<Observation> {
  return { containers: [web()], changes: { web: changes } };
}
