import { test } from 'vitest';
import { silentLogger, systemClock } from '#lib/base/index.ts';
import { lessonFixture, lessonText } from '#tests/support/lesson-fixture.ts';
import { until } from '#tests/support/until.ts';
import { loadLessons } from './load-lessons.ts';
import { watchLessons } from './watch-lessons.ts';

test('a saved lesson is there at once, a new one too', async () => {
  await using owned = new AsyncDisposableStack();
  const fixture = owned.use(await lessonFixture({ '010-a/lesson.mdx': lessonText() }));
  const lessons = await loadLessons({
    contentFolder: fixture.content,
    cacheFolder: fixture.cache,
    logger: silentLogger,
  });
  owned.use(watchLessons(fixture.content, lessons, systemClock, silentLogger));
  await fixture.write('010-a/lesson.mdx', lessonText().replace('title: Sample', 'title: Changed'));
  await until(() => lessons.list('en')[0]?.title === 'Changed');
  await fixture.write('020-b/lesson.mdx', lessonText());
  await until(() => lessons.list('en').length === 2);
});
