import { ownSite } from './support/own-site.ts';
import { expect, test } from './support/site-test.ts';

// While the server is gone the browser notes every attempt of the page to come back.
test.use({ mayComplain: /ERR_CONNECTION_(REFUSED|RESET)|WebSocket connection to/ });

test('a server that is killed and started again costs the learner nothing', async ({ visitor }) => {
  test.setTimeout(120_000);
  await using site = await ownSite();
  await site.start();
  visitor.at(site.url);
  const lesson = await visitor.lesson();
  const { page, terminal } = lesson;

  await page.goto(`${site.url}/en/lessons/hello-world`);
  await terminal.ready();
  await terminal.run('docker pull hello-world');
  const step = lesson.step('Fetch an image');
  await step.getByRole('radio', { name: 'docker.io/library/hello-world:latest' }).check();
  await step.getByRole('button', { name: 'Answer' }).click();
  await lesson.expectMarks(['done', 'todo', 'todo', 'todo', 'todo']);
  await step.getByRole('button', { name: 'Next: Run it' }).click();
  await terminal.run('docker create --name before hello-world');

  await site.kill();
  await expect(page.getByRole('status').getByText('Connection lost, trying again')).toBeVisible();
  await site.start();

  // Nobody reloads: the page comes back by itself, with a shell.
  await expect(page.getByRole('status').getByText('Docker running')).toBeVisible({ timeout: 30_000 });
  await terminal.ready(30_000);
  await lesson.expectMarks(['done', 'todo', 'todo', 'todo', 'todo']);
  await expect(lesson.check('A container from hello-world:latest ran and exited with 0.', 'failed')).toContainText(
    'was created, but never started',
  );
  expect(await terminal.run("docker ps -a --format '{{.Names}} {{.Image}}'")).toEqual(['before hello-world']);

  await lesson
    .step('Run it')
    .getByRole('radio', { name: /Pulled the image, then run it/ })
    .check();
  await lesson.step('Run it').getByRole('button', { name: 'Answer' }).click();
  await terminal.run('docker run hello-world');
  await lesson.expectMarks(['done', 'done', 'todo', 'todo', 'todo']);
});
