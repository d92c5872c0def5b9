import { ownSite } from './support/own-site.ts';
import { expect, test } from './support/site-test.ts';

test('without a Docker engine lessons are read, questions answered, and what is missing is said', async ({
  visitor,
}) => {
  await using site = await ownSite({ DOCKER_HOST: 'unix:///nonexistent/docker.sock' });
  await site.start();
  visitor.at(site.url);
  const lesson = await visitor.lesson();
  const { page } = lesson;

  await page.goto(`${site.url}/en`);
  await expect(page.getByText('This host gives no machines at the moment.')).toBeVisible();
  await expect(page.getByText(/\/nonexistent\/docker\.sock/).first()).toBeVisible();

  await page
    .getByRole('listitem')
    .getByRole('link', { name: /Hello, container/ })
    .click();
  const step = lesson.step('Fetch an image');
  await expect(step.getByText('Software rarely travels alone.')).toBeVisible();
  await expect(lesson.terminal.pane.getByText('There is no machine')).toBeVisible();
  await expect(lesson.terminal.pane.getByText('SANDBOX_UNAVAILABLE')).toBeVisible();
  await step.getByRole('radio', { name: 'docker.io/library/hello-world:latest' }).check();
  await step.getByRole('button', { name: 'Answer' }).click();
  await expect(step.getByText('That is right.')).toBeVisible();
  await expect(lesson.check('The question is answered.', 'passed')).toBeVisible();
  await expect(step.getByRole('button', { name: 'Run', exact: true })).toBeDisabled();

  await page.goto(`${site.url}/zh-CN`);
  await expect(page.getByText('这台主机暂时无法提供机器。')).toBeVisible();
  // Before the site goes: a page fetches ahead what may be opened next.
  await page.close();
});
