import { expect, test } from 'vitest';
import { checkKinds } from './check-kinds.ts';
import type { CheckExample, CheckKind } from './kind.ts';
import type { Observation } from './model.ts';
import { evaluateExample } from './reference.ts';
import { sampleCommand, sampleContainer, sampleEvent, sampleImage, sampleTime } from './sample.ts';
import { say } from './say.ts';

/** A wrong state any learner may get into, made from a state that passes; null when it makes no sense for the kind. */
interface WrongState {
  title: string;
  given(right: CheckExample, kind: CheckKind): Partial<Observation> | null;
  /** Messages that explain it. */
  says: readonly string[];
}

/** Checks about what must be gone are right when there is nothing; they have wrong states of their own. */
const gone = /-absent$/;
const isContainer = ({ given }: CheckExample) => (given.containers?.length ?? 0) > 0;
const aboutContainer = (kind: CheckKind, right: CheckExample) =>
  !gone.test(kind.name) && isContainer(right) && (right.attributes.name ?? right.attributes.image) !== undefined;
/** Kinds for which it is not enough that the container is there. */
const mustRun = [
  ...['container-running', 'container-stopped', 'container-paused', 'container-healthy', 'container-from-image'],
  ...['port-published', 'network-connected', 'logs-contain'],
];
const aboutImage = (kind: CheckKind) => kind.name.startsWith('image-') && !gone.test(kind.name);
const aboutFile = (kind: CheckKind) => /^(file|dockerfile)-/.test(kind.name) && kind.name !== 'file-absent';

/** "nginx" → "ngnix": two letters the wrong way round. */
function slip(word: string): string {
  const middle = Math.floor(word.length / 2);
  return word.slice(0, middle - 1) + word.charAt(middle) + word.charAt(middle - 1) + word.slice(middle + 1);
}

/** The tag behind a name. */
function withTag(image: string, tag: string): string {
  return `${image.replace(/:[^:/]*$/, '')}:${tag}`;
}

const wrongStates: readonly WrongState[] = [
  {
    title: 'Docker was not used yet',
    given: (right, kind) => (kind.needsDaemon ? { ...right.given, daemon: 'asleep' } : null),
    says: ['check.daemon.asleep'],
  },
  {
    title: 'The daemon does not answer',
    given: (right, kind) => (kind.needsDaemon ? { ...right.given, daemon: 'down' } : null),
    says: ['check.daemon.down'],
  },
  {
    title: 'docker mistyped',
    given: (_right, kind) => (kind.vocabulary ? { commands: [sampleCommand('dokcer ps', 127)] } : null),
    says: ['check.typo'],
  },
  {
    title: 'A docker command mistyped',
    given: (_right, kind) => (kind.vocabulary ? { commands: [sampleCommand('docker contaienr ls', 1)] } : null),
    says: ['check.typo'],
  },
  {
    title: 'A name mistyped',
    given(right, kind) {
      const expected = kind.schema.parse(right.attributes);
      const name = kind.vocabulary?.(expected).find((word) => /^[a-z]{5,}$/.test(word) && slip(word) !== word);
      return name ? { commands: [sampleCommand(`docker inspect ${slip(name)}`, 1)] } : null;
    },
    says: ['check.typo'],
  },
  {
    title: 'No container',
    given: (right, kind) => (aboutContainer(kind, right) ? { images: right.given.images ?? [] } : null),
    says: ['check.container.none', 'check.container.image-only'],
  },
  {
    title: 'Only a container of another image and name',
    given: (right, kind) =>
      aboutContainer(kind, right)
        ? { images: [], containers: [sampleContainer({ name: 'other', image: 'other', imageId: 'sha256:other' })] }
        : null,
    says: ['check.container.other-name', 'check.container.other-image'],
  },
  {
    title: 'The image run with another tag',
    given: (right, kind) =>
      aboutContainer(kind, right) && right.attributes.image
        ? {
            containers: [
              sampleContainer({
                name: right.attributes.name ?? 'x',
                image: withTag(right.attributes.image, 'other'),
                imageId: 'sha256:other',
              }),
            ],
          }
        : null,
    says: ['check.container.other-tag', 'check.container.other-image'],
  },
  {
    title: 'Made and removed',
    given: (right, kind) => {
      if (!aboutContainer(kind, right) || kind.name === 'container-exited') return null;
      const { name = 'x', image = 'x' } = right.attributes;
      return { events: [sampleEvent('destroy', { name, attributes: { name, image } })] };
    },
    says: ['check.container.gone'],
  },
  {
    title: 'Created, never started',
    given: (right, kind) =>
      mustRun.includes(kind.name)
        ? { ...right.given, containers: (right.given.containers ?? []).map((each) => ({ ...each, state: 'created' })) }
        : null,
    says: ['check.container.never-started'],
  },
  {
    title: 'No image',
    given: (_right, kind) => (aboutImage(kind) ? {} : null),
    says: ['check.image-exists.none'],
  },
  {
    title: 'The image with another tag',
    given: (right, kind) =>
      aboutImage(kind) ? { images: [sampleImage({ tags: [withTag(right.attributes.image ?? '', 'other')] })] } : null,
    says: ['check.image-exists.other-tag'],
  },
  {
    title: 'The image with another owner',
    given: (right, kind) =>
      aboutImage(kind)
        ? { images: [sampleImage({ tags: [`somebody/${(right.attributes.image ?? '').replace(/^.*\//, '')}`] })] }
        : null,
    says: ['check.image-exists.other-name'],
  },
  {
    title: 'Built without a name',
    given: (_right, kind) =>
      aboutImage(kind) ? { images: [sampleImage({ tags: [], createdAt: sampleTime + 1 })] } : null,
    says: ['check.image-exists.nameless'],
  },
  {
    title: 'Pulled and removed',
    given: (right, kind) => {
      // To check once that an image was there, having had it is enough.
      if (!aboutImage(kind) || kind.name === 'image-exists') return null;
      return {
        events: [sampleEvent('pull', { type: 'image', id: withTag(right.attributes.image ?? '', tagOf(right)) })],
      };
    },
    says: ['check.image-exists.removed'],
  },
  {
    title: 'The file is not saved',
    given: (_right, kind) => (aboutFile(kind) ? {} : null),
    says: ['check.file-exists.none'],
  },
  {
    title: 'The file is empty',
    given: (right, kind) =>
      aboutFile(kind)
        ? { files: Object.fromEntries(Object.keys(right.given.files ?? {}).map((path) => [path, ' \n'])) }
        : null,
    says: ['check.file-exists.empty'],
  },
];

function tagOf({ attributes }: CheckExample): string {
  return /:([^:/]+)$/.exec(attributes.image ?? '')?.[1] ?? 'latest';
}

/** Every wrong state of a kind: those any learner may get into, and those its examples know. */
function wrongOf(kind: CheckKind) {
  const right = kind.examples.find(({ verdict }) => verdict.is === 'passed');
  if (!right) throw new Error(`${kind.name} never passes`);
  const generic = wrongStates.flatMap(({ title, given, says }) => {
    const state = given(right, kind);
    if (!state) return [];
    const { verdict } = evaluateExample(kind, { ...right, title, given: state, context: {} });
    return [{ title, says, verdict }];
  });
  const own = kind.examples
    .filter(({ verdict }) => verdict.is !== 'passed')
    .map((example) => ({
      title: example.title,
      says: [example.verdict.because],
      verdict: evaluateExample(kind, example).verdict,
    }));
  return [...generic, ...own];
}

test('every wrong state is told apart: nothing passes falsely, at least 95 % get the message made for them', async () => {
  const lines: string[] = [];
  let all = 0;
  let told = 0;
  const untold: string[] = [];
  for (const kind of checkKinds) {
    const states = wrongOf(kind);
    lines.push(`## ${kind.name} (${states.length})`, '');
    for (const { title, says, verdict } of states) {
      expect([kind.name, title, verdict.is]).not.toEqual([kind.name, title, 'passed']);
      expect([kind.name, title, verdict.is]).not.toEqual([kind.name, title, 'broken']);
      if (verdict.is === 'broken') continue;
      all++;
      if (says.includes(verdict.because.id)) told++;
      else untold.push(`${kind.name}, ${title}: ${verdict.because.id}`);
      lines.push(`- ${title}: ${verdict.is}, \`${verdict.because.id}\` — ${say(verdict.because)}`);
    }
    lines.push('');
  }
  expect(told / all, untold.join('\n')).toBeGreaterThanOrEqual(0.95);
  const head = [`# Wrong states and what a learner then reads`, ''];
  head.push(
    `${checkKinds.length} kinds, ${all} wrong states, ${told} of them with the message made for them, none passes.`,
    '',
  );
  await expect([...head, ...lines].join('\n')).toMatchFileSnapshot('./wrong-states.md');
});
