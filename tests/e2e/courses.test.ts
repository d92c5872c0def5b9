import type { Page } from '@playwright/test';
import { expect, test } from './support/site-test.ts';

const onlyButton = (page: Page) => page.getByRole('main').getByRole('link', { name: /^(Start|Continue|Go on) with/ });

test('from the first visit into a course, on, and back', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const { page } = lesson;
  await page.goto('/en');
  const sections = page.getByRole('region').filter({ has: page.getByRole('heading', { level: 2 }) });
  await expect(sections.first()).toContainText('First steps');
  await expect(sections.first()).toContainText(/6 lessons · \d+ min/);
  await expect(page.getByText('steps done')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Images' })).toContainText('Better after First steps.');

  await expect(onlyButton(page)).toHaveText('Start with “What is Docker?”');
  await onlyButton(page).click();
  await expect(lesson.step('A box with a thin wall')).toBeVisible();
  for (const right of [/No operating system has to boot/, /What separates it from its neighbours/]) {
    const quiz = lesson.text.getByRole('group').filter({ has: page.getByRole('radio', { name: right }) });
    await quiz.getByRole('radio', { name: right }).check();
    await quiz.getByRole('button', { name: 'Answer' }).click();
  }
  await expect(lesson.rail('A box with a thin wall', 'done')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/#/);

  await page.getByRole('link', { name: 'Course: First steps' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'First steps' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText(/1 of \d+ steps done/);
  await expect(page.getByRole('listitem').first()).toContainText('Where you were');
  await expect(page.getByRole('main')).toContainText('You were at step 2 of');
  await page.getByRole('link', { name: 'Next course: Images' }).click();
  await page.getByRole('link', { name: 'First steps' }).click();
  await page.getByRole('link', { name: 'All courses' }).click();

  await expect(onlyButton(page)).toHaveText('Continue with “What is Docker?”');
  await onlyButton(page).focus();
  await page.keyboard.press('Enter');
  await expect(lesson.step('A box with a thin wall')).toBeHidden();
  await expect(lesson.rail('A box with a thin wall', 'done')).toBeVisible();
});

test('the last step leads to the next lesson, the last lesson back to its course', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  await lesson.open('family', 'what-is-docker');
  await expect(lesson.text.getByRole('link', { name: 'Next lesson: Install and check' })).toBeVisible();
  await lesson.page.goto('/en/courses/first-steps');
  const last = lesson.page.getByRole('listitem').last().getByRole('link');
  const href = await last.getAttribute('href');
  await last.click();
  await expect(lesson.page).toHaveURL(new RegExp(`${href}$`));
  const steps = lesson.page.getByRole('navigation', { name: 'Steps', exact: true }).getByRole('link');
  await steps.last().click();
  await lesson.text.getByRole('link', { name: 'Back to “First steps”' }).click();
  await expect(lesson.page.getByRole('heading', { level: 1, name: 'First steps' })).toBeVisible();
});

test('课程页面说中文，换语言后仍是同一门课程', async ({ visitor }) => {
  const { page } = await visitor.lesson('zh-CN');
  await page.goto('/zh-CN/courses/images');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('镜像');
  await expect(page.getByText('建议先学 入门。')).toBeVisible();
  await page.getByRole('button', { name: '语言' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page).toHaveURL(/\/en\/courses\/images$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Images');
});

test('an unknown course is told as such, an unknown course of a lesson is ignored', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const answer = await lesson.page.request.get('/en/courses/no-such-course');
  expect(answer.status()).toBe(404);
  expect(await answer.text()).toContain('There is nothing at this address');
  await lesson.page.goto('/en/lessons/hello-world?course=no-such-course&course=x');
  await expect(lesson.page.getByRole('link', { name: 'Course: First steps' })).toBeVisible();
});
