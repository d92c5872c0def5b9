import { cuttableProxy } from '#tests/support/cuttable-proxy.ts';
import type { TerminalPane } from './pages/terminal-pane.ts';
import { expect, test } from './support/site-test.ts';

const count = 200;
/** Runs for some seconds, and its output fits on one screen: <1><2>…<200>. */
const counting = `for i in $(seq 1 ${count}); do printf "<$i>"; sleep 0.03; done; echo`;
const expected = Array.from({ length: count }, (_, index) => index + 1);

test.use({ learner: 'reconnect' });

test('a reload keeps the shell, its output and the program that runs in it', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const { page, terminal } = lesson;
  await lesson.openWithMachine();
  const [shell] = await terminal.run('echo $$');
  await terminal.run('note=kept');
  await terminal.type('clear');
  await terminal.type(counting);
  await terminal.shows('<20>');
  await page.reload();
  await terminal.shows(/<4\d>/);
  await page.reload();
  await whole(terminal);
  expect(await terminal.run('echo $$ $note')).toEqual([`${shell} kept`]);
});

test('a second tab shows the same terminal, and either may type', async ({ visitor }) => {
  const first = await visitor.lesson();
  await first.openWithMachine();
  await first.terminal.run('echo from the first tab');
  const second = await visitor.lesson();
  await second.open();
  await second.terminal.shows('from the first tab');
  await second.terminal.type('echo back from the $((1 + 1))nd');
  await first.terminal.shows('back from the 2nd');
  await second.page.close();
  expect(await first.terminal.run('echo still here')).toEqual(['still here']);
});

test('a network that goes away and comes back costs no byte', async ({ visitor }) => {
  const lesson = await visitor.lesson();
  const { page, terminal } = lesson;
  await lesson.openWithMachine();
  await terminal.type('clear');
  await terminal.type(counting);
  await terminal.shows('<20>');
  await visitor.context.setOffline(true);
  await expect(page.getByRole('status').getByText('You are offline')).toBeVisible();
  await visitor.context.setOffline(false);
  await whole(terminal);
});

test('connections that are torn, again and again, cost no byte', async ({ visitor, site }) => {
  const { hostname, port } = new URL(site);
  await using relay = await cuttableProxy(hostname, Number(port));
  const url = `http://127.0.0.1:${relay.port}`;
  visitor.at(url);
  const lesson = await visitor.lesson();
  const { page, terminal } = lesson;
  await page.goto(`${url}/en/lessons/hello-world`);
  await terminal.ready();
  await terminal.type('clear');
  await terminal.type(counting);
  for (const number of ['<10>', '<60>', '<110>']) {
    await terminal.shows(number);
    relay.cutAll();
  }
  await whole(terminal);
  await page.close();
});

/** Waits for the end of {@link counting} and looks whether every number came once and in order. */
async function whole(terminal: TerminalPane): Promise<void> {
  await terminal.shows(`<${count}>`);
  const output = (await terminal.rows()).join('');
  expect([...output.matchAll(/<(\d+)>/g)].map(([, number]) => Number(number))).toEqual(expected);
}
