import { expect, test } from './support/site-test.ts';

test.use({ learner: 'explains' });

test('a wrong state gets its own sentence, in the language of each page that looks', async ({ visitor }) => {
  const english = await visitor.lesson('en');
  const { terminal } = english;
  await english.openWithMachine();
  const chinese = await visitor.lesson('zh-CN');
  await chinese.open();
  const pulled = english.check('The image hello-world:latest is on this machine.', 'failed');
  const pulledInChinese = chinese.check('镜像 hello-world:latest 已在这台机器上。', 'failed');

  await test.step('a misspelt image', async () => {
    await terminal.run('docker pull hello-wrold');
    await expect(pulled).toContainText('You typed “hello-wrold”. Did you mean “hello-world”?');
    await expect(pulledInChinese).toContainText('你输入的是“hello-wrold”，是不是想输入“hello-world”？');
  });

  await test.step('a misspelt command', async () => {
    await terminal.run('docker plul hello-world');
    await expect(pulled).toContainText('You typed “plul”. Did you mean “pull”?');
    await expect(pulledInChinese).toContainText('你输入的是“plul”，是不是想输入“pull”？');
  });

  await test.step('a wrong tag, with what was expected, what was found, and where to look', async () => {
    await terminal.run('tar -c /etc/hostname | docker import - hello-world:linux');
    const sentence = 'The image is here with the tag linux. Wanted is the tag latest.';
    await expect(pulled).toContainText(sentence);
    await expect(pulledInChinese).toContainText('镜像在这里，但标签是 linux；需要的标签是 latest。');
    await pulled.getByText(sentence).click();
    await expect(pulled.getByRole('definition').first()).toHaveText('The image hello-world:latest');
    await expect(pulled.getByRole('definition').nth(1)).toHaveText('The image hello-world:linux');
    await pulled.getByRole('button', { name: 'docker image ls' }).click();
    await terminal.shows(/hello-world +linux/);
  });

  await test.step('put right, it passes', async () => {
    await terminal.run('docker pull hello-world');
    await expect(english.check('The image hello-world:latest is on this machine.', 'passed')).toBeVisible();
    await expect(chinese.check('镜像 hello-world:latest 已在这台机器上。', 'passed')).toBeVisible();
  });
});

test('a wrong answer to a question says why it is wrong', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  await lesson.open();
  const step = lesson.step('Fetch an image');
  await step.getByRole('radio', { name: 'hello-world:linux' }).check();
  await step.getByRole('button', { name: 'Answer' }).click();
  await expect(step.getByText('Not quite. Choose again.')).toBeVisible();
  await expect(step.getByText('The tag differs, so it is another name.')).toBeVisible();
  await step.getByRole('radio', { name: 'docker.io/library/hello-world:latest' }).check();
  await step.getByRole('button', { name: 'Answer' }).click();
  await expect(step.getByText('That is right.')).toBeVisible();
});
