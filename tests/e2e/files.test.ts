import type { LessonPage } from './pages/lesson-page.ts';
import { expect, test } from './support/site-test.ts';

const dockerfile = 'FROM debian:trixie\nRUN echo "你好" > /hello\n';

test.use({ learner: 'files' });

test('a file is made, written, saved, and there in the sandbox; a Dockerfile is coloured', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const { page, editor, terminal } = lesson;
  await lesson.openWithMachine();
  await create(lesson, 'Dockerfile');
  await page.keyboard.insertText(dockerfile);
  await expect(editor.getByRole('button', { name: 'Save', exact: true })).toBeVisible();
  await page.keyboard.press('Control+S');
  await expect(editor.getByRole('button', { name: 'Save', exact: true })).toBeHidden();
  expect(await terminal.run('cat Dockerfile')).toEqual(['FROM debian:trixie', 'RUN echo "你好" > /hello']);
  const colour = (text: string) =>
    editor.getByText(text, { exact: true }).evaluate((element) => getComputedStyle(element).color);
  expect(await colour('FROM')).not.toBe(await colour('debian:trixie'));

  await page.reload();
  await terminal.ready();
  await expect(editor.getByRole('heading', { name: 'Dockerfile' })).toBeVisible();
  await expect(editor.getByText('"你好"')).toBeVisible();
});

test('what the terminal does to files shows in the tree and in the editor', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const { editor, terminal } = lesson;
  await lesson.openWithMachine();
  await terminal.run('mkdir -p site && echo first > site/index.html && echo hello > note.txt');
  await item(lesson, 'note.txt').click();
  await expect(editor.getByText('hello', { exact: true })).toBeVisible();
  await item(lesson, 'site').click();
  await item(lesson, 'index.html').click();
  await expect(editor.getByText('first', { exact: true })).toBeVisible();
  await terminal.run('echo second > site/index.html; rm note.txt');
  await expect(editor.getByText('second', { exact: true })).toBeVisible();
  await expect(item(lesson, 'note.txt')).toBeHidden();
});

test('files are renamed and deleted from the tree', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const { page, editor, terminal } = lesson;
  await lesson.openWithMachine();
  await terminal.run('echo one > old.txt');
  await item(lesson, 'old.txt').click();
  await editor.getByRole('button', { name: 'Rename old.txt' }).click();
  await editor.getByRole('textbox', { name: 'New name' }).fill('new.txt');
  await page.keyboard.press('Enter');
  await expect(item(lesson, 'new.txt')).toBeVisible();
  expect(await terminal.run('cat *.txt; ls *.txt')).toEqual(['one', 'new.txt']);
  await item(lesson, 'new.txt').click();
  await editor.getByRole('button', { name: 'Delete new.txt' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(item(lesson, 'new.txt')).toBeHidden();
  expect(await terminal.run('ls *.txt')).toEqual(["ls: cannot access '*.txt': No such file or directory"]);
});

test('two versions of a file are asked about, and neither is overwritten unasked', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const { page, editor, terminal } = lesson;
  await lesson.openWithMachine();
  await terminal.run('echo original > shared.txt');
  await item(lesson, 'shared.txt').click();
  await expect(editor.getByText('original')).toBeVisible();

  await test.step('keeping mine', async () => {
    await focusCode(lesson, 'shared.txt');
    await page.keyboard.press('Control+Home');
    await page.keyboard.insertText('mine and ');
    await terminal.run('echo theirs > shared.txt');
    const asks = editor.getByRole('alert').filter({ hasText: 'shared.txt was changed in the machine' });
    await expect(asks).toBeVisible();
    await focusCode(lesson, 'shared.txt');
    await page.keyboard.press('Control+S');
    await expect(asks).toBeVisible();
    expect(await terminal.run('cat shared.txt')).toEqual(['theirs']);
    await asks.getByRole('button', { name: 'Keep mine and save' }).click();
    await expect(asks).toBeHidden();
    await expect.poll(() => terminal.run('cat shared.txt')).toEqual(['mine and original']);
  });

  await test.step('taking theirs', async () => {
    await focusCode(lesson, 'shared.txt');
    await page.keyboard.press('Control+Home');
    await page.keyboard.insertText('again ');
    await terminal.run('echo newer > shared.txt');
    await editor.getByRole('button', { name: 'Take that version' }).click();
    await expect(editor.getByText('newer', { exact: true })).toBeVisible();
    expect(await terminal.run('cat shared.txt')).toEqual(['newer']);
  });
});

test('what cannot be edited says why', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const { editor, terminal } = lesson;
  await lesson.openWithMachine();
  await terminal.run("head -c 1048577 /dev/zero | tr '\\0' a > large.txt; head -c 100 /dev/urandom > binary.bin");
  await item(lesson, 'large.txt').click();
  await expect(editor.getByText('This file is larger than 1 MiB, too large for the editor.')).toBeVisible();
  await item(lesson, 'binary.bin').click();
  await expect(editor.getByText('This file is not text, so the editor does not open it.')).toBeVisible();
  // Exactly 1 MiB still opens, and by itself once it is no longer.
  await item(lesson, 'large.txt').click();
  await expect(editor.getByText('This file is larger than 1 MiB')).toBeVisible();
  await terminal.run('truncate -s 1048576 large.txt');
  await focusCode(lesson, 'large.txt');
});

function item({ editor }: LessonPage, name: string) {
  return editor.getByRole('treeitem', { name, exact: true });
}

/** Makes an empty file in the tree and waits until the editor has the focus on it. */
async function create(lesson: LessonPage, name: string): Promise<void> {
  const { page, editor } = lesson;
  await editor.getByRole('button', { name: 'New file' }).click();
  await editor.getByRole('textbox', { name: 'Name of the file' }).fill(name);
  await page.keyboard.press('Enter');
  await focusCode(lesson, name);
}

/** Waits until a file is open in the editor and puts the focus into its text. */
async function focusCode({ editor }: LessonPage, name: string): Promise<void> {
  const code = editor.getByRole('textbox', { name: new RegExp(`Editor, ${name}`) });
  await expect(async () => {
    await code.focus();
    await expect(code).toBeFocused({ timeout: 500 });
  }).toPass();
}
