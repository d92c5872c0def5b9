import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Locale } from '#lib/base/index.ts';
import type { LessonPage } from './pages/lesson-page.ts';
import { expect, test } from './support/site-test.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const limitMs = 1000;
const redrawMs = 500;

// A port that does not answer is a 502 of the learner's own address, which the browser reports.
test.use({ mayComplain: /p-\d+-[0-9a-z]{16}\.localhost/ });

test('a published port opens as a tab, and says why when it stops answering', async ({ visitor, page: other }) => {
  const lesson = await visitor.lesson();
  const { page, terminal } = lesson;
  await lesson.openWithMachine();
  await terminal.run('docker pull -q nginx');

  const upper = lesson.editor;
  const tab = upper.getByRole('tab', { name: 'Port 8080' });
  const ms = await untilShown(lesson, 'docker run -d --name web -p 8080:80 nginx', 'Port 8080');
  console.log(`  port ${ms.toFixed(0)} ms after docker run`);
  expect(ms, 'ms from the end of docker run to the tab').toBeLessThanOrEqual(limitMs);

  await tab.click();
  const frame = page.frameLocator('iframe[title="What answers on port 8080"]');
  await expect(frame.getByRole('heading').first()).toBeVisible();
  const link = upper.getByRole('link', { name: 'Open in a new window' });
  const address = (await link.getAttribute('href')) ?? '';
  expect(new URL(address).origin).not.toBe(new URL(page.url()).origin);
  expect((await other.goto(address))?.status()).toBe(200);
  expect(await other.evaluate(() => document.cookie)).toBe('');

  await upper.getByRole('textbox', { name: 'Path on port 8080' }).fill('/missing');
  await page.keyboard.press('Enter');
  await expect(frame.getByText('404').first()).toBeVisible();

  await terminal.run('docker stop -t 0 web');
  await expect(frame.getByRole('heading', { name: 'The container web has exited with code' })).toBeVisible();
  await expectAccessible(page);

  // By itself, without a click, once there is something to show.
  await terminal.run('docker start web');
  await expect(frame.getByText('404').first()).toBeVisible();

  await terminal.run('docker rm -f web; docker run -d --name web -p 8080:8000 nginx');
  await expect(frame.getByText('but the program listens on 80')).toBeVisible();
});

test('a page of the learner’s cannot leave its frame', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const { page, terminal } = lesson;
  await lesson.openWithMachine();
  const html =
    '<title>mine</title><h1>mine</h1><script>try{top.location="/elsewhere"}catch{}parent.postMessage("x","*")</script>';
  await terminal.run(`mkdir -p w; echo '${html}' > w/index.html`);
  await terminal.run('docker run -d -p 8081:80 -v /root/w:/usr/share/nginx/html nginx');
  await lesson.editor.getByRole('tab', { name: 'Port 8081' }).click();
  await expect(page.frameLocator('iframe').getByRole('heading', { name: 'mine' })).toBeVisible();
  expect(page.url()).toContain('/lessons/');
});

const languages: { locale: Locale; picture: string; tables: string; changed: RegExp }[] = [
  { locale: 'en', picture: 'Picture', tables: 'As tables', changed: /^web running .*changed/ },
  { locale: 'zh-CN', picture: '图景', tables: '表格', changed: /^web 运行中 改动了/ },
];
for (const { locale, picture, tables, changed } of languages) {
  test(`the picture follows what Docker does (${locale})`, async ({ visitor }) => {
    const lesson = await visitor.lesson(locale);
    const { page, terminal, editor } = lesson;
    // Colours are looked at right after the theme changes; half-way between two themes they mean nothing.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await lesson.openWithMachine();
    await editor.getByRole('tab', { name: picture, exact: true }).click();
    await expectAccessible(page);
    await terminal.run('docker pull -q nginx; docker pull -q debian');
    await expect(editor.getByRole('button', { name: /^nginx:latest/ })).toBeVisible();

    const ms = await untilShown(lesson, 'docker run -d --name web -p 8080:80 nginx', 'web');
    console.log(`  drawn ${ms.toFixed(0)} ms after docker run`);
    expect(ms, 'ms from the end of docker run to the container in the picture').toBeLessThanOrEqual(redrawMs);
    const card = editor.getByRole('button', { name: changed });
    await expect(card).toBeVisible();

    await card.click();
    await terminal.run('docker exec web touch /written-here');
    await expect(editor.getByText('/written-here')).toBeVisible();
    await expectAccessible(page);

    await editor.getByRole('button', { name: /^nginx:latest/ }).click();
    await expect(editor.getByText('daemon off;').first()).toBeVisible();
    await editor.getByRole('button', { name: tables }).click();
    await expect(editor.getByRole('row', { name: /web .*nginx .*8080 → 80/ })).toBeVisible();
    await page.evaluate(() => {
      document.documentElement.dataset.theme = 'dark';
    });
    await expectAccessible(page);

    await terminal.run('docker rm -f web');
    await expect(editor.getByRole('row', { name: /^web / })).toHaveCount(0);
  });
}

test('sixty containers are drawn', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const { terminal, editor } = lesson;
  await lesson.openWithMachine();
  await terminal.run('docker pull -q busybox');
  await editor.getByRole('tab', { name: 'Picture' }).click();
  await terminal.run('for i in $(seq 60); do docker create --name c$i busybox; done >/dev/null', 1, 80_000);
  await expect(editor.getByRole('button', { name: /^c\d+ created/ })).toHaveCount(60);
});

test('at 360 px everything is reached from the bar below', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const { page, terminal } = lesson;
  await lesson.openWithMachine();
  await terminal.run('docker run -d -p 8080:80 nginx');
  await page.setViewportSize({ width: 360, height: 740 });
  const bar = page.getByRole('navigation', { name: 'What is shown' });
  await bar.getByRole('button', { name: 'Picture' }).click();
  await expect(page.getByRole('button', { name: /^nginx:latest/ })).toBeVisible();
  await bar.getByRole('button', { name: 'Preview' }).click();
  await expect(page.frameLocator('iframe').getByRole('heading').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

/** Runs a command; milliseconds from the prompt coming back to a tab or button whose text begins with `name`. 0 when that was first. */
async function untilShown({ page, terminal }: LessonPage, line: string, name: string): Promise<number> {
  await terminal.input().focus();
  await page.keyboard.type(line);
  await terminal.shows(line.slice(-20));
  const panel = await terminal.pane.getByRole('tabpanel').elementHandle();
  const measured = page.evaluate(
    ([panel, name]) =>
      new Promise<number>((resolve) => {
        let back: number | undefined;
        let shown: number | undefined;
        const look = (): void => {
          const rows = [...(panel?.querySelectorAll('[role=listitem]') ?? [])].map((row) => row.textContent?.trim());
          if (rows.findLast(Boolean)?.endsWith(':~#')) back ??= performance.now();
          const objects = [...document.querySelectorAll('#pane-editor button')];
          if (objects.some((object) => object.textContent?.startsWith(name))) shown ??= performance.now();
          if (back === undefined || shown === undefined) requestAnimationFrame(look);
          else resolve(Math.max(0, shown - back));
        };
        look();
      }),
    [panel, name] as const,
  );
  await page.keyboard.press('Enter');
  return measured;
}

/** Nothing axe can find is wrong with the page; frames are the learner's own. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).exclude('iframe').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`)).toEqual([]);
}
