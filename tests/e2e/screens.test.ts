import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { locales } from '#lib/base/index.ts';
import { expect, test } from './support/site-test.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const widths = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const narrowest = { width: 360, height: 740 };

test.use({ learner: 'screens' });

for (const locale of locales) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`catalogue, course and lesson in ${locale}, ${colorScheme}: accessible at every width, nothing sticks out`, async ({
      visitor,
    }) => {
      const lesson = await visitor.lesson(locale);
      const { page } = lesson;
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });

      await page.goto(`/${locale}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await lookedAt(page, locale, colorScheme);
      await page.goto(`/${locale}/courses/images`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await lookedAt(page, locale, colorScheme);

      await lesson.openWithMachine();
      // A row that has failed is open, and a question is answered wrongly: everything that has a colour is in sight.
      await lesson.terminal.run('docker pull hello-wrold');
      await expect(lesson.check('hello-world:latest', 'failed').first()).toBeVisible();
      await lookedAt(page, locale, colorScheme);
    });
  }
}

/** Looks at a page at each width: language, theme, axe, and nothing wider than the window. */
async function lookedAt(page: Page, locale: string, theme: string): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  for (const size of widths) {
    await page.setViewportSize(size);
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${size.width}px ${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    );
    expect(found).toEqual([]);
  }
  await page.setViewportSize(narrowest);
  const sticksOut = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sticksOut, 'pixels the page is wider than a window of 360').toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });
}
