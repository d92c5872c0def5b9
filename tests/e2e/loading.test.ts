import { expect, test } from './support/site-test.ts';

test.use({ learner: 'loading', mayComplain: /Failed to load resource: net::ERR_FAILED|ChunkLoadError/ });

test('a script that got lost on its way does not leave a dead page', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const lost = new Set<string>();
  await lesson.page.route(/\/_next\/static\/.*\.js/, async (route) => {
    // The first of all, and later one that belongs to the terminal: each once.
    const url = route.request().url();
    const first = lost.size === 0 || (lost.size === 1 && !lost.has(url));
    if (!first) return route.fallback();
    lost.add(url);
    return route.abort('failed');
  });
  await lesson.openWithMachine();
  expect(lost.size).toBe(2);
  expect(await lesson.terminal.run('echo alive')).toEqual(['alive']);
});

test('a page whose scripts never come is not loaded for ever', async ({ visitor }) => {
  const { page } = await visitor.lesson();
  let loads = 0;
  page.on('framenavigated', () => {
    loads++;
  });
  await page.route(/\/_next\/static\/.*\.js/, (route) => route.abort('failed'));
  await page.goto('/en/lessons/hello-world');
  await expect.poll(() => loads).toBe(4);
  await page.waitForLoadState('networkidle');
  expect(loads).toBe(4);
  await expect(page.getByRole('heading', { name: 'Fetch an image' })).toBeVisible();
});
