import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '#lib/cli/project-root.ts';
import { rawRequest, rawUpgrade } from './support/raw-http.ts';
import { expect, test } from './support/site-test.ts';

/** What only the author's drawer has. */
const marks = ['/ws/author/', 'data-author', 'Only you see this'];

test.describe('what authors see never reaches a learner', () => {
  test('the page does not hold it', async ({ site }) => {
    const { status, body } = await rawRequest(site, '/en/lessons/hello-world');
    expect(status).toBe(200);
    for (const mark of marks) expect(body).not.toContain(mark);
  });

  test('the socket is not there', async ({ site }) => {
    expect(await rawUpgrade(site, '/ws/author/hello-world')).toMatch(/^HTTP\/1.1 404 /);
  });

  test('the files of the browser do not hold it', async () => {
    const folder = join(projectRoot, '.next', 'static');
    const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'));
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const text = await readFile(join(folder, name), 'utf8');
      for (const mark of marks) expect(text.includes(mark), `${name}: ${mark}`).toBe(false);
    }
  });
});
