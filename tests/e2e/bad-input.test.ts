import { WebSocket } from 'ws';
import { ServerFrame } from '#lib/gateway/model.ts';
import { terminalLimit } from '#lib/terminal/model.ts';
import { rawRequest, rawUpgrade } from './support/raw-http.ts';
import { expect, test } from './support/site-test.ts';

const files = '/api/lessons/hello-world/files';
const json = { 'content-type': 'application/json' };
const sameOrigin = { ...json, 'sec-fetch-site': 'same-origin' };

test.use({ learner: 'bad-input' });

test.describe('addresses that lead nowhere', () => {
  for (const path of [
    '/en/lessons/no-such-lesson',
    '/en/lessons/../../../../etc/passwd',
    '/en/lessons/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '/en/lessons/hello%00world',
    '/en/lessons/hello%0aworld',
    `/en/lessons/${'x'.repeat(3000)}`,
    '/fr/lessons/hello-world',
    '/en/nothing/here',
    '/_next/static/../../package.json',
    '/_next/static/%2e%2e/%2e%2e/package.json',
  ]) {
    test(`${path.slice(0, 60)} is not found`, async ({ site }) => {
      const { status, body } = await rawRequest(site, path);
      expect(status).toBe(404);
      expect(body).not.toContain('root:x:0');
      expect(body).not.toContain('"dependencies"');
    });
  }

  test('a lesson that does not exist has a page with a way on', async ({ visitor }) => {
    const { page } = await visitor.lesson();
    await page.goto('/zh-CN/lessons/no-such-lesson');
    await expect(page.getByText('NOT_FOUND')).toBeVisible();
    await page.getByRole('link', { name: '查看全部课程' }).click();
    await expect(page).toHaveURL(/\/zh-CN$/);
  });
  test.use({ mayComplain: /status of 404/ });
});

test.describe('files', () => {
  test('paths stay below the home folder, bodies within their limits', async ({ visitor, site }) => {
    const lesson = await visitor.lesson();
    await lesson.openWithMachine();
    const cookie = await cookieOf(visitor.context);
    const ask = (query: string) => rawRequest(site, `${files}?${query}`, { headers: { cookie } });
    const save = (body: string) => rawRequest(site, files, { method: 'PUT', headers: { ...sameOrigin, cookie }, body });
    const home = await ask('path=/root&as=folder');
    expect(home.status).toBe(200);

    for (const path of ['/root/../etc/passwd', '/etc/passwd', '/rootkit', '..', 'a%00b', '/root/a%0ab', '%5Croot']) {
      expect([path, await codeOf(ask(`path=${path}&as=text`))]).toEqual([path, [400, 'BAD_PATH']]);
    }
    expect(await codeOf(ask('path=/root/nothing&as=text'))).toEqual([404, 'FILE_MISSING']);
    expect(await codeOf(ask('path=/root&as=anything'))).toEqual([400, 'BAD_REQUEST']);
    expect(await codeOf(ask('path=/root&as=folder&extra=1'))).toEqual([400, 'BAD_REQUEST']);
    expect(await codeOf(ask(`path=/root/${'x'.repeat(5000)}&as=text`))).toEqual([400, 'BAD_REQUEST']);
    expect(await codeOf(save('not json'))).toEqual([400, 'BAD_REQUEST']);
    expect(await codeOf(save('{}'))).toEqual([400, 'BAD_REQUEST']);
    const text = (bytes: number) => JSON.stringify({ path: '/root/big.txt', text: 'x'.repeat(bytes), base: null });
    expect(await codeOf(save(text(1024 * 1024 + 1)))).toEqual([413, 'FILE_TOO_LARGE']);
    expect(await codeOf(save(text(64 * 1024 * 1024)))).toEqual([413, 'FILE_TOO_LARGE']);
    expect((await save(text(1024 * 1024))).status).toBe(200);
  });

  test('only pages of this site may change anything', async ({ visitor, site }) => {
    const lesson = await visitor.lesson();
    await lesson.open();
    await lesson.terminal.ready();
    const cookie = await cookieOf(visitor.context);
    const body = JSON.stringify({ path: '/root/planted', text: '', base: null });
    for (const headers of [
      { ...json, cookie, origin: 'http://evil.example' },
      { ...json, cookie, 'sec-fetch-site': 'cross-site', origin: site },
      { ...json, cookie, 'sec-fetch-site': 'same-site', origin: site },
      { ...json, cookie, origin: 'null' },
      { ...json, cookie },
    ]) {
      expect(await codeOf(rawRequest(site, files, { method: 'PUT', headers, body }))).toEqual([
        403,
        'FORBIDDEN_ORIGIN',
      ]);
    }
    expect(await lesson.terminal.run('ls planted')).toEqual(["ls: cannot access 'planted': No such file or directory"]);
  });

  test('a forged cookie, or a forged header, is nobody', async ({ site }) => {
    const forged: Record<string, string>[] = [
      { cookie: 'slipway_learner=Fe26.2*1*forged' },
      { cookie: `slipway_learner=${'x'.repeat(5000)}` },
      { 'x-slipway-learner': 'aaaaaaaaaaaaaaaa' },
    ];
    for (const headers of forged) {
      const answer = rawRequest(site, `${files}?path=/root&as=folder`, { headers });
      expect(await codeOf(answer)).toEqual([404, 'SESSION_UNKNOWN']);
    }
    const unknown = rawRequest(site, '/api/lessons/no-such-lesson/files?path=/root&as=folder');
    expect((await codeOf(unknown))[0]).toBe(404);
  });
});

test.describe('sockets', () => {
  test('every upgrade is answered by us and, when refused, closed', async ({ site }) => {
    // Next attaches its own upgrade listener with the first page it serves.
    const page = await rawRequest(site, '/en/lessons/hello-world');
    const cookie = page.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const own = { Cookie: cookie, Origin: site };
    const lesson = '/ws/lessons/hello-world';
    const cases: [string, Record<string, string>, number, string][] = [
      ['/ws/nothing', own, 404, 'NOT_FOUND'],
      ['/nowhere', own, 404, 'NOT_FOUND'],
      ['/en/lessons/hello-world', own, 404, 'NOT_FOUND'],
      ['/api/lessons/hello-world/files', own, 404, 'NOT_FOUND'],
      ['/_next/webpack-hmr', own, 404, 'NOT_FOUND'],
      ['/ws/lessons/../../etc', own, 404, 'NOT_FOUND'],
      ['/ws/lessons/no-such-lesson', own, 404, 'LESSON_UNKNOWN'],
      [lesson, { Cookie: cookie, Origin: 'http://evil.example' }, 403, 'FORBIDDEN_ORIGIN'],
      [lesson, { Cookie: cookie }, 403, 'FORBIDDEN_ORIGIN'],
      [lesson, { Origin: site }, 401, 'NO_LEARNER'],
      [lesson, { Origin: site, Cookie: 'slipway_learner=forged' }, 401, 'NO_LEARNER'],
    ];
    for (const [path, headers, status, code] of cases) {
      const said = await rawUpgrade(site, path, headers);
      expect([path, said.split(' ')[1], said.includes(code)]).toEqual([path, String(status), true]);
    }
  });

  test('nonsense on a connection is refused and hurts nobody', async ({ visitor, site }) => {
    const lesson = await visitor.lesson();
    await lesson.openWithMachine();
    const socket = new WebSocket(`${site.replace('http', 'ws')}/ws/lessons/hello-world`, {
      headers: { origin: site, cookie: await cookieOf(visitor.context) },
    });
    const errors: string[] = [];
    socket.on('message', (data, isBinary) => {
      const frame = isBinary ? undefined : ServerFrame.safeParse(JSON.parse(String(data))).data;
      if (frame?.type === 'error') errors.push(frame.code);
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const refused = async (text: string, code: string) => {
      errors.length = 0;
      socket.send(text);
      await expect.poll(() => errors).toEqual([code]);
    };
    await refused('not json', 'BAD_REQUEST');
    await refused('{"type":"input","terminal":0,"data":"x","extra":1}', 'BAD_REQUEST');
    await refused(JSON.stringify({ type: 'input', terminal: 0, data: 'x'.repeat(64_001) }), 'BAD_REQUEST');
    await refused('{"type":"resize","terminal":0,"cols":100000,"rows":5}', 'BAD_REQUEST');
    await refused('{"type":"input","terminal":9,"data":"x"}', 'TERMINAL_UNKNOWN');
    await refused('{"type":"step","step":"no-such-step"}', 'STEP_UNKNOWN');
    await refused('{"type":"answer","step":"pull","check":"no-such-check","answer":"x"}', 'STEP_UNKNOWN');

    for (let terminal = 1; terminal < terminalLimit; terminal++)
      socket.send(JSON.stringify({ type: 'open', terminal, cols: 80, rows: 24 }));
    await expect(lesson.terminal.tabs).toHaveCount(terminalLimit);
    await refused(JSON.stringify({ type: 'open', terminal: terminalLimit, cols: 80, rows: 24 }), 'TERMINAL_LIMIT');

    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.send('x'.repeat(300 * 1024));
    expect(await closed).toBe(1009);
    expect(await lesson.terminal.run('echo unharmed')).toEqual(['unharmed']);
  });
});

async function codeOf(answer: Promise<{ status: number; body: string }>): Promise<[number, string | undefined]> {
  const { status, body } = await answer;
  try {
    return [status, JSON.parse(body).code];
  } catch {
    return [status, body.slice(0, 80)];
  }
}

async function cookieOf(context: { cookies(): Promise<{ name: string; value: string }[]> }): Promise<string> {
  return (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
}
