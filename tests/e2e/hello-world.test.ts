import type { Locator, Page } from '@playwright/test';
import type { LessonPage } from './pages/lesson-page.ts';
import { prompt } from './pages/terminal-pane.ts';
import { expect, test } from './support/site-test.ts';

const tickLimitMs = 1000;

test('a new learner does the whole lesson with the keyboard alone', async ({ visitor }) => {
  test.setTimeout(180_000);
  const lesson = await visitor.lesson();
  const { page, terminal } = lesson;

  await page.goto('/');
  await expect(page).toHaveURL(/\/en$/);
  await tabTo(page, page.getByRole('listitem').getByRole('link', { name: /Hello, container/ }));
  await page.keyboard.press('Enter');
  await expect(lesson.step('Fetch an image')).toBeVisible();
  await terminal.ready(30_000);
  await expect(lesson.rail('Fetch an image', 'todo')).toBeVisible();

  await toTerminal(lesson);
  await command(page, 'docker pull hello-world');
  await expect(lesson.check('The image hello-world:latest is on this machine.', 'passed')).toBeVisible();
  await answer(lesson, 'docker.io/library/hello-world:latest');
  await expect(lesson.rail('Fetch an image', 'done')).toBeVisible();

  await page.keyboard.press('n');
  await expect(lesson.step('Run it')).toBeVisible();
  await answer(lesson, /Pulled the image, then run it/);
  await expect(lesson.rail('Run it', 'half')).toBeVisible();
  await toTerminal(lesson);
  const tick = await tickAfter(lesson, 'docker run hello-world', 'Run it');
  console.log(`  tick ${tick.toFixed(0)} ms after docker run`);
  expect(tick, 'ms from the end of docker run to the tick').toBeLessThanOrEqual(tickLimitMs);

  await leaveTerminal(lesson);
  await page.keyboard.press('n');
  await answer(lesson, /The kernel of the machine Docker runs on/);
  await toTerminal(lesson);
  await command(page, 'docker image ls');
  await terminal.shows(/hello-world +latest +[0-9a-f]{12}/);
  const id = (await terminal.rows()).join('\n').match(/hello-world +latest +([0-9a-f]{12})/)?.[1] ?? '';
  await leaveTerminal(lesson);
  await tabTo(page, lesson.text.getByRole('textbox', { name: /What is the id of your image/ }));
  await command(page, id.slice(0, 6));
  await expect(lesson.rail('Look at the image', 'done')).toBeVisible();

  await toTerminal(lesson);
  await leaveTerminal(lesson);
  await page.keyboard.press('n');
  await answer(lesson, /Its program had printed its text/);
  await toTerminal(lesson);
  await command(page, 'docker ps -a');
  await expect(lesson.rail('Find the container', 'done')).toBeVisible();

  await leaveTerminal(lesson);
  await page.keyboard.press('n');
  await answer(lesson, /The container uses the image’s layers/);
  await toTerminal(lesson);
  await command(page, 'docker rm $(docker ps -aq)');
  await expect(lesson.check('No container from hello-world:latest is left.', 'passed')).toBeVisible();
  await command(page, 'docker image rm hello-world');
  await lesson.expectMarks(['done', 'done', 'done', 'done', 'done']);
  await expect(lesson.text.getByText('You have done every step of this lesson.')).toBeVisible();

  await leaveTerminal(lesson);
  await tabTo(page, page.getByRole('link', { name: 'Slipway, all lessons' }), 'backwards');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/en$/);
  await expect(page.getByRole('link', { name: /Hello, container.*Done/ })).toBeVisible();
});

test('步骤自动打勾，检查说中文', async ({ visitor }) => {
  const lesson = await visitor.lesson('zh-CN');
  const { page, terminal } = lesson;
  await lesson.openWithMachine();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(lesson.check('镜像 hello-world:latest 已在这台机器上。', 'waiting')).toBeVisible();

  await terminal.run('docker pull hello-world');
  await expect(lesson.check('镜像 hello-world:latest 已在这台机器上。', 'passed')).toContainText('已经在这里');
  await lesson.step('取来一个镜像').getByRole('radio', { name: 'docker.io/library/hello-world:latest' }).check();
  await lesson.step('取来一个镜像').getByRole('button', { name: '提交' }).click();
  await expect(lesson.step('取来一个镜像')).toContainText('答对了。');
  await expect(lesson.rail('取来一个镜像', 'done')).toBeVisible();
  await expect(lesson.text.getByText('这一步已完成。')).toBeVisible();

  await lesson.text.getByRole('button', { name: '下一步：运行它' }).click();
  await terminal.run('docker run hello-world');
  await expect(lesson.check('由 hello-world:latest 创建的容器运行过，并以退出码 0 结束', 'passed')).toBeVisible();
  await lesson.expectMarks(['done', 'half', 'todo', 'todo', 'todo']);
});

/** Presses Tab (or Shift+Tab) until `target` has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator, direction: 'forwards' | 'backwards' = 'forwards'): Promise<void> {
  await expect(target).toBeVisible();
  const focused = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 60; presses++) {
    if (await focused()) return;
    await page.keyboard.press(direction === 'forwards' ? 'Tab' : 'Shift+Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** F6 goes round the panes; ends when the terminal has the focus. */
async function toTerminal(lesson: LessonPage): Promise<void> {
  const { page, terminal } = lesson;
  for (let presses = 0; presses < 3; presses++) {
    await page.keyboard.press('F6');
    if (await terminal.input().evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('F6 does not lead to the terminal');
}

/** One F6 from the terminal leads to the text, out of the shell's reach. */
async function leaveTerminal(lesson: LessonPage): Promise<void> {
  await lesson.page.keyboard.press('F6');
  await expect(lesson.text).toBeFocused();
}

async function command(page: Page, line: string): Promise<void> {
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

/** Answers the quiz of the current step: Tab into the options, arrow keys to choose, Tab to the button, Enter. */
async function answer(lesson: LessonPage, option: string | RegExp): Promise<void> {
  const { page, text } = lesson;
  if (!(await text.evaluate((element) => element.contains(document.activeElement)))) await leaveTerminal(lesson);
  const radio = text.getByRole('radio', { name: option });
  const first = text.getByRole('radio').first();
  await tabTo(page, first);
  await page.keyboard.press(' ');
  for (let presses = 0; !(await radio.isChecked()); presses++) {
    if (presses > 5) throw new Error(`Arrow keys do not lead to ${option}`);
    await page.keyboard.press('ArrowDown');
  }
  await tabTo(page, text.getByRole('group').getByRole('button', { name: 'Answer' }));
  await page.keyboard.press('Enter');
  await expect(text.getByText('That is right.').filter({ visible: true })).toBeVisible();
}

/**
 * Types a command and answers how many milliseconds lie between the prompt coming back and the step's mark saying `done`, both as
 * they appear on the page. Negative when the mark was first.
 */
async function tickAfter(lesson: LessonPage, line: string, step: string): Promise<number> {
  const { page, terminal } = lesson;
  await page.keyboard.type(line);
  await terminal.shows(`${prompt}${line}`);
  const panel = await terminal.pane.getByRole('tabpanel').elementHandle();
  const mark = await lesson.rail(step).elementHandle();
  const measured = page.evaluate(
    ([panel, mark, prompt]) =>
      new Promise<number>((resolve) => {
        let back: number | undefined;
        let ticked: number | undefined;
        const look = (): void => {
          const rows = [...(panel?.querySelectorAll('[role=listitem]') ?? [])].map((row) => row.textContent?.trim());
          if (rows.findLast(Boolean) === prompt) back ??= performance.now();
          if (mark?.textContent?.endsWith('done')) ticked ??= performance.now();
          if (back === undefined || ticked === undefined) requestAnimationFrame(look);
          else resolve(ticked - back);
        };
        look();
      }),
    [panel, mark, prompt.trim()] as const,
  );
  await page.keyboard.press('Enter');
  return measured;
}
