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
import type { ObservedContainer, Verdict } from '../model.ts';
import { sampleContainer } from '../sample.ts';

const schema = z
  .strictObject({
    ...containerSelector,
    target: z.string().startsWith('/', 'a path inside the container, such as /data').describe('Path in the container.'),
    volume: z.string().min(1).optional().describe('Name of the volume that must be there.'),
    folder: z
      .string()
      .startsWith('/', 'an absolute path of the machine, such as /root/site')
      .optional()
      .describe('Folder (or file) of the machine that must be there instead: an absolute path.'),
    readOnly: z.enum(['true', 'false']).optional().describe('Whether the container may only read it.'),
  })
  .refine(namesAContainer, namesAContainerError)
  .refine(
    ({ volume, folder }) => volume === undefined || folder === undefined,
    'give volume="…" or folder="…", not both',
  );
type Expected = z.infer<typeof schema>;
type Mount = ObservedContainer['mounts'][number];

/** A volume or a folder of the machine is mounted into a container. */
export const volumeMounted: CheckKind<Expected> = {
  name: 'volume-mounted',
  summary: 'Such a container has a volume, or a folder of the machine, at a path (`-v`, `--mount`).',
  schema,
  needsDaemon: true,
  describe: (expected) =>
    aboutExpected('check.volume-mounted.title', expected, {
      what: what(expected),
      source: sourceOf(expected),
      target: expected.target,
    }),
  vocabulary: (expected) => [...containerVocabulary(expected), sourceOf(expected)].filter(Boolean),

  evaluate: (expected, observation, context) =>
    judgeContainers(expected, observation, context, (container) => judge(container, expected)),

  examples: [
    {
      title: 'The volume is mounted',
      attributes: { name: 'db', target: '/data', volume: 'redis-data' },
      given: { containers: [db([volume('redis-data', '/data')])] },
      verdict: { is: 'passed', because: 'check.volume-mounted.passed' },
    },
    {
      title: 'The folder is mounted',
      attributes: { name: 'db', target: '/log', folder: '/root/log' },
      given: { containers: [db([bind('/root/log', '/log')])] },
      verdict: { is: 'passed', because: 'check.volume-mounted.passed' },
    },
    {
      title: 'Nothing is mounted',
      attributes: { name: 'db', target: '/data', volume: 'redis-data' },
      given: { containers: [db([])] },
      verdict: { is: 'failed', because: 'check.volume-mounted.none' },
    },
    {
      title: 'At another path',
      attributes: { name: 'db', target: '/data', volume: 'redis-data' },
      given: { containers: [db([volume('redis-data', '/var/data')])] },
      verdict: { is: 'failed', because: 'check.volume-mounted.other-target' },
    },
    {
      title: 'A volume without a name, made by the image or by -v /data',
      attributes: { name: 'db', target: '/data', volume: 'redis-data' },
      given: { containers: [db([volume('0123456789abcdef'.repeat(4), '/data')])] },
      verdict: { is: 'failed', because: 'check.volume-mounted.anonymous' },
    },
    {
      title: 'Another volume',
      attributes: { name: 'db', target: '/data', volume: 'redis-data' },
      given: { containers: [db([volume('data', '/data')])] },
      verdict: { is: 'failed', because: 'check.volume-mounted.other-source' },
    },
    {
      title: 'A folder where a volume is wanted',
      attributes: { name: 'db', target: '/data', volume: 'redis-data' },
      given: { containers: [db([bind('/root/redis-data', '/data')])] },
      verdict: { is: 'failed', because: 'check.volume-mounted.folder-instead' },
    },
    {
      title: 'A volume where a folder is wanted, because the path was not absolute',
      attributes: { name: 'db', target: '/log', folder: '/root/log' },
      given: { containers: [db([volume('log', '/log')])] },
      verdict: { is: 'failed', because: 'check.volume-mounted.volume-instead' },
    },
    {
      title: 'The volume the image itself asks for, where a folder is wanted',
      attributes: { name: 'db', target: '/log', folder: '/root/log' },
      given: { containers: [db([volume('0123456789abcdef'.repeat(4), '/log')])] },
      verdict: { is: 'failed', because: 'check.volume-mounted.anonymous' },
    },
    {
      title: 'At another path, and at the right one the volume the image itself asks for',
      attributes: { name: 'db', target: '/log', folder: '/root/log' },
      given: { containers: [db([volume('0123456789abcdef'.repeat(4), '/log'), bind('/root/log', '/logs')])] },
      verdict: { is: 'failed', because: 'check.volume-mounted.other-target' },
    },
    {
      title: 'Another folder',
      attributes: { name: 'db', target: '/log', folder: '/root/log' },
      given: { containers: [db([bind('/root/logs', '/log')])] },
      verdict: { is: 'failed', because: 'check.volume-mounted.other-source' },
    },
    {
      title: 'Writable, though it should be read-only',
      attributes: { name: 'db', target: '/data', volume: 'redis-data', readOnly: 'true' },
      given: { containers: [db([volume('redis-data', '/data')])] },
      verdict: { is: 'failed', because: 'check.volume-mounted.writable' },
    },
    {
      title: 'Read-only, though it should be writable',
      attributes: { name: 'db', target: '/data', volume: 'redis-data', readOnly: 'false' },
      given: { containers: [db([{ ...volume('redis-data', '/data'), readOnly: true }])] },
      verdict: { is: 'failed', because: 'check.volume-mounted.read-only' },
    },
  ],
};

function judge({ name, mounts }: ObservedContainer, expected: Expected): Verdict {
  const { target, volume, folder, readOnly } = expected;
  const values = { name, target, source: sourceOf(expected) };
  const details = {
    found: message(mounts.length === 0 ? 'check.found.no-mounts' : 'check.found.mounts', {
      mounts: mounts.map((mount) => `${label(mount)} → ${mount.target}`).join(', '),
    }),
    look: `docker inspect --format '{{json .Mounts}}' ${name}`,
  };
  const fail = (because: ReturnType<typeof message>): Verdict => ({ is: 'failed', because, ...details });
  const right = (mount: Mount) =>
    (volume === undefined || (mount.type === 'volume' && mount.name === volume)) &&
    (folder === undefined || (mount.type === 'bind' && plainPath(mount.source) === plainPath(folder)));
  const mount = mounts.find((each) => plainPath(each.target) === plainPath(target));
  const elsewhere = sourceOf(expected) ? mounts.find(right) : undefined;
  // An image's VOLUME gets a volume without a name wherever nothing else was mounted: that is as good as nothing.
  const anonymous = mount?.type === 'volume' && /^[0-9a-f]{64}$/.test(mount.name);
  if (elsewhere && elsewhere !== mount && (!mount || anonymous))
    return fail(message('check.volume-mounted.other-target', { ...values, found: elsewhere.target }));
  if (!mount) return fail(message('check.volume-mounted.none', values));
  if (!right(mount)) {
    const found = { ...values, found: label(mount) };
    if (anonymous) return fail(message('check.volume-mounted.anonymous', values));
    if (volume !== undefined && mount.type === 'bind')
      return fail(message('check.volume-mounted.folder-instead', found));
    if (folder !== undefined && mount.type === 'volume')
      return fail(message('check.volume-mounted.volume-instead', found));
    return fail(message('check.volume-mounted.other-source', found));
  }
  if (readOnly === 'true' && !mount.readOnly) return fail(message('check.volume-mounted.writable', values));
  if (readOnly === 'false' && mount.readOnly) return fail(message('check.volume-mounted.read-only', values));
  return { is: 'passed', because: message('check.volume-mounted.passed', { name, target, source: label(mount) }) };
}

function sourceOf({ volume, folder }: Expected): string {
  return volume ?? folder ?? '';
}

/** Which sentence describes the check. */
function what({ volume, folder }: Expected): string {
  return volume !== undefined ? 'volume' : folder !== undefined ? 'folder' : 'any';
}

function label({ type, name, source }: Mount): string {
  return type === 'volume' ? name.replace(/^([0-9a-f]{12})[0-9a-f]{52}$/, '$1…') : source || type;
}

function plainPath(path: string): string {
  return path.replace(/(.)\/+$/, '$1');
}

function volume(name: string, target: string): Mount {
  return { type: 'volume', name, source: `/var/lib/docker/volumes/${name}/_data`, target, readOnly: false };
}

function bind(source: string, target: string): Mount {
  return { type: 'bind', name: '', source, target, readOnly: false };
}

function db(mounts: Mount[]): ObservedContainer {
  return sampleContainer({ name: 'db', image: 'redis', state: 'running', mounts });
}
