import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeOf, silentLogger, systemClock } from '#lib/base/index.ts';
import { lintLessons, loadLessons } from '#lib/lesson/index.ts';
import { createFakeDriver, watchSandbox } from '#sandbox/index.ts';
import { lessonFixture, lessonText } from '#tests/support/lesson-fixture.ts';
import { rehearseLesson } from '../rehearsal/rehearse-lesson.ts';
import { beginLesson } from './begin-lesson.ts';

const clock = systemClock;

test('a new lesson comes behind the last one and passes lint and test as it is', async () => {
  await using fixture = await lessonFixture({ '015-a/lesson.mdx': lessonText() });
  expect(await beginLesson(fixture.content, 'ship-it-2')).toBe('020-ship-it-2');
  const folder = join(fixture.content, 'lessons', '020-ship-it-2');
  expect((await readdir(folder)).sort()).toEqual(['lesson.mdx', 'lesson.zh-CN.mdx']);
  expect(await readFile(join(folder, 'lesson.mdx'), 'utf8')).toContain("title: 'Ship it 2'");
  expect(await lintLessons(fixture.content, 'ship-it-2', new Set(['hello-world:latest']))).toEqual({
    lessons: 1,
    problems: [],
  });

  const lessons = await loadLessons({
    contentFolder: fixture.content,
    cacheFolder: fixture.cache,
    logger: silentLogger,
  });
  expect(lessons.list('zh-CN').at(-1)).toMatchObject({ slug: 'ship-it-2', locale: 'zh-CN' });
  await using driver = createFakeDriver({ clock });
  const outcomes = await rehearseLesson(
    lessons.definition('ship-it-2'),
    {
      driver,
      watch: (channel, wants, listener) => watchSandbox(channel, wants, listener, { clock, logger: silentLogger }),
      clock,
      size: { memoryMiB: 1, cpus: 1, processes: 1 },
    },
    new AbortController().signal,
    { commandMs: 5000, verdictMs: 5000, quietMs: 30 },
  );
  expect(outcomes.map(({ why }) => why)).toEqual([[]]);
});

test('the first lesson of all, and those behind the last full ten', async () => {
  await using empty = await lessonFixture({});
  expect(await beginLesson(empty.content, 'a')).toBe('010-a');
  expect(await beginLesson(empty.content, 'b')).toBe('020-b');
  await using full = await lessonFixture({ '995-a/lesson.mdx': lessonText() });
  expect(await beginLesson(full.content, 'b')).toBe('996-b');
});

test('a name that is taken or cannot be an address is refused, and nothing is made', async () => {
  await using fixture = await lessonFixture({ '010-a/lesson.mdx': lessonText() });
  for (const name of ['a', 'Über', '../x', '010-b', ''])
    expect(await beginLesson(fixture.content, name).catch(codeOf), name).toBe('BAD_REQUEST');
  expect(await readdir(join(fixture.content, 'lessons'))).toEqual(['010-a']);
});
