import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { importLesson } from './import-lesson.ts';

/** A folder of its own with these files below `source/`, and an empty content folder; removed when disposed. */
async function workbench(files: Record<string, string | Uint8Array>) {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-bridge-'));
  const source = join(folder, 'web-server');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(source, path)), { recursive: true });
    await writeFile(join(source, path), text);
  }
  const content = join(folder, 'content');
  await mkdir(join(content, 'lessons', '040-there'), { recursive: true });
  return {
    folder,
    source,
    content,
    lessons: () => readdir(join(content, 'lessons')),
    read: (path: string) => readFile(join(content, 'lessons', path), 'utf8'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

const scenario = {
  'index.json': `{
\t"title": "A \\"web\\" server",
\t"description": "Start nginx.",
\t"time": "20 minutes",
\t"details": {
\t\t"intro": { "text": "intro.md", "background": "setup.sh" },
\t\t"steps": [
\t\t\t{ "title": "Start it", "text": "step1/text.md", "verify": "step1/verify.sh" },
\t\t\t{ "title": "Look <around>", "text": "step2/text.md" }
\t\t],
\t\t"finish": { "text": "finish.md" },
\t\t"assets": { "host01": [
\t\t\t{ "file": "*.html", "target": "~/site" },
\t\t\t{ "file": "daemon.json", "target": "/etc/docker" }
\t\t] }
\t},
\t"backend": { "imageid": "kubernetes-kubeadm-1node" }
}`,
  'intro.md': '# A "web" server\n\nWelcome {learner}, a < b.\n',
  'setup.sh': '#!/bin/bash\ndocker pull nginx */ sneaky\n',
  'step1/text.md': `# Start it

Run \`docker ps\`{{exec}} first, then read <b>this</b> <font>text</font>.<br>

\`docker pull nginx\`{{exec}}

\`\`\`
docker run -d --name web -p 8080:80 nginx
\`\`\`{{exec}}

\`\`\`yaml
a: {b}
\`\`\`{{copy}}

    indented {code}

Open [the page]({{TRAFFIC_HOST1_8080}}), see ![shot](./a.png) and [more](other.md) or <https://docs.docker.com>.

<!-- a note -->
<details><summary>Hint</summary>

Look at \`-d\` {here}.

</details>

<details><summary>Solution</summary>

\`\`\`plain
docker run -d --name web -p 8080:80 nginx
\`\`\`{{exec}}

</details>
`,
  'step1/verify.sh': '#!/bin/bash\ndocker ps | grep web\ndocker exec web ls\ncurl localhost:8080 | grep Welcome\n',
  'step2/text.md': 'Nothing to do here.\n\n- one {{copy}}\n- two\n',
  'finish.md': 'Well done.\n',
  'assets/index.html': '<p>hi</p>',
  'assets/daemon.json': '{}',
};

const json = (text: string) => ({ ...scenario, 'index.json': text });
const oneStep = (step: object) => JSON.stringify({ title: 'x', details: { steps: [step] } });

test('a Killercoda scenario becomes a lesson that lint can read, apart from what is marked', async () => {
  await using bench = await workbench(scenario);
  const imported = await importLesson(bench.source, bench.content);
  if (!imported.ok) throw new Error(JSON.stringify(imported.refusals));
  expect(imported).toMatchObject({
    origin: 'killercoda',
    name: '050-web-server',
    files: ['lesson.mdx', 'files/site/index.html'],
  });
  expect(await bench.read('050-web-server/files/site/index.html')).toBe('<p>hi</p>');
  const text = await bench.read('050-web-server/lesson.mdx');
  for (const expected of [
    'title: A "web" server\nsummary: Start nginx.\nminutes: 20\nimages:\n  - nginx:latest\n',
    '<Step id="start-it" title="Start it">',
    'Welcome &#123;learner&#125;, a &lt; b.',
    'Run `docker ps` first, then read **this** text.',
    '```sh run\ndocker ps\n```',
    '```sh run\ndocker pull nginx\n```',
    '```sh run\ndocker run -d --name web -p 8080:80 nginx\n```',
    '```yaml\na: {b}\n```',
    '```text\nindented {code}\n```',
    'Open the page, see {/* TODO: the picture ./a.png: shot */} and more or [https://docs.docker.com](https://docs.docker.com).',
    '<Preview port="8080" />',
    '<Hint>\n\nLook at `-d` &#123;here&#125;.\n\n</Hint>',
    '<Solution>\n\n```sh\ndocker run -d --name web -p 8080:80 nginx\n```\n\n</Solution>',
    'TODO: guessed from step1/verify.sh:2, docker ps | grep web */}\n\n<Check id="container-running-web" kind="container-running" name="web" />',
    '<Check id="http-answers" kind="http-answers" port="8080" path="/" body="Welcome" />',
    'docker pull nginx * / sneaky',
    'title="Look &lt;around>"',
    'Well done.',
  ])
    expect(text).toContain(expected);
  for (const gone of ['{{', '# Start it', 'a note', '<details', '<font']) expect(text).not.toContain(gone);

  const told = imported.left.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n');
  for (const expected of [
    'index.json:14 daemon.json, which goes to /etc/docker',
    'index.json:17 the environment "kubernetes-kubeadm-1node"',
    'setup.sh:1 a script that runs in the background',
    'step1/text.md:3 the HTML tag <font> is left out',
    'step1/text.md:17 the picture ./a.png',
    'step1/text.md:17 a link to other.md',
    'step1/verify.sh:2 container-running is guessed from: docker ps | grep web',
    'step1/verify.sh:3 not converted: docker exec web ls',
    'index.json:9 no check could be guessed for "Look <around>"',
  ])
    expect(told).toContain(expected);
  expect(new Set(imported.problems.map(({ code }) => code))).toEqual(new Set(['STEP_INCOMPLETE']));
});

test('odd Markdown stays readable, and keeps its words', async () => {
  const text = [
    'A List<String> and <span>words</span>, 1 < 2, <me@example.com>',
    'import x from "y" {a}',
    '> quote\n> ```\n> docker ps\n> ```{{exec}}',
    '1. one\n\n   ```bash\n   ls {a}\n   ```{{exec interrupt}}',
    '| a {x} |\n|---|\n| `{b}` |',
    '```\nnever {closed}',
  ].join('\n\n');
  await using bench = await workbench({ ...json(oneStep({ title: 'T', text: 't.md' })), 't.md': text });
  const imported = await importLesson(bench.source, bench.content);
  if (!imported.ok) throw new Error(JSON.stringify(imported.refusals));
  expect(imported.problems.map(({ code }) => code)).toEqual(['STEP_INCOMPLETE', 'STEP_INCOMPLETE']);
  const written = await bench.read('050-web-server/lesson.mdx');
  for (const expected of [
    'A List&lt;String> and words, 1 &lt; 2, [me@example.com](mailto:me@example.com)',
    '&#105;mport x from "y" &#123;a&#125;',
    '> ```sh run\n> docker ps\n> ```',
    '   ```sh run\n   ls {a}\n   ```',
    '```text\nnever {closed}\n```',
  ])
    expect(written).toContain(expected);
});

const labspace = {
  'labspace/labspace.yaml': `metadata:
  id: first-image
title: First image
description: Build one.
sections:
  - title: Build
    contentPath: 01-build.md
  - title: Run
    contentPath: ./02-run.md
services:
  - id: app
    title: App
    url: http://localhost:3000
`,
  'labspace/01-build.md': `# Build

> [!NOTE]
> Take care.

::variableDefinition[org]{prompt="Your name?"}

1. Write \`Dockerfile\`:

    \`\`\`dockerfile save-as=app/Dockerfile
    FROM busybox:stable
    \`\`\`

2. Build it, then open :fileLink[Dockerfile]{path="Dockerfile" line=1}:

    \`\`\`bash terminal-id=build
    docker build -t $$org$$/site app
    \`\`\`

:::conditionalDisplay{variable="org" hasValue}
You are set.
:::

\`\`\`console no-run-button
$ docker images
REPOSITORY   TAG
\`\`\`

\`\`\`mermaid
graph TD
\`\`\`
`,
  'labspace/02-run.md': `## Now run it

\`\`\`bash
docker run -d --name web -p 3000:80 nginx:1
\`\`\`

::tabLink[Open the app]{href="http://localhost:3000" title="App" id="app"}
`,
  'project/src/a.txt': 'A',
  'compose.override.yaml': 'services: {}\n',
};

test('a labspace becomes a lesson', async () => {
  await using bench = await workbench(labspace);
  const imported = await importLesson(join(bench.source, 'labspace', 'labspace.yaml'), bench.content, '700-mine');
  if (!imported.ok) throw new Error(JSON.stringify(imported.refusals));
  expect(imported).toMatchObject({ origin: 'labspace', name: '700-mine', files: ['lesson.mdx', 'files/src/a.txt'] });
  const text = await bench.read('700-mine/lesson.mdx');
  for (const expected of [
    'images:\n  - busybox:stable\n  - nginx:1\n',
    '**Note.**\n> Take care.',
    '    ```dockerfile file="app/Dockerfile"\n    FROM busybox:stable\n    ```',
    '    ```sh run\n    docker build -t $$org$$/site app\n    ```',
    'open `Dockerfile`:',
    'You are set.',
    '```output\n$ docker images\nREPOSITORY   TAG\n```',
    "mkdir -p app\ncat > app/Dockerfile <<'END'\nFROM busybox:stable\nEND\ndocker build",
    '### Now run it',
    'Open the app\n\n<Preview port="3000" />',
    '<Check id="container-running-web" kind="container-running" name="web" image="nginx:1" />',
    '<Check id="port-published-web" kind="port-published" name="web" port="80" host="3000" />',
  ])
    expect(text).toContain(expected);
  const told = imported.left.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n');
  for (const expected of [
    'labspace/labspace.yaml:11 the tab "App"',
    'compose.override.yaml:1 the workspace',
    'labspace/01-build.md:6 variableDefinition org',
    'labspace/01-build.md:17 the variable org',
    'labspace/01-build.md:16 the block runs in a terminal of its own',
    'labspace/01-build.md:20 a part that is shown on a condition',
    'labspace/01-build.md:29 a drawing in Mermaid',
  ])
    expect(told).toContain(expected);
  expect(new Set(imported.problems.map(({ code }) => code))).toEqual(new Set(['STEP_INCOMPLETE']));
});

test.each([
  ['broken JSON', json('{\n  "title": "x",\n}'), /^index\.json:3:1 it is not JSON/],
  ['JSON that ends too early', json('{\n  "title":'), /^index\.json:2:\d+ it is not JSON/],
  ['no steps', json('{\n  "title": "x",\n  "details": {}\n}'), /^index\.json:3:14 details\.steps is missing/],
  ['a file that is not there', json(oneStep({ text: 'no.md' })), /^index\.json:1:\d+ there is no file no\.md/],
  ['a path out of the folder', json(oneStep({ text: '../../secret' })), /leads out of the folder/],
  ['an absolute path', json(oneStep({ text: '/etc/passwd' })), /leads out of the folder/],
  [
    'a large file',
    { ...json(oneStep({ text: 'big.md' })), 'big.md': 'x'.repeat(1024 * 1024 + 1) },
    /big\.md is larger than 1 MiB/,
  ],
  [
    'no text',
    { ...json(oneStep({ text: 'bin.md' })), 'bin.md': new Uint8Array([255, 254, 0]) },
    /bin\.md is not UTF-8 text/,
  ],
  ['a folder as text', json(oneStep({ text: 'step1' })), /step1 is not a file/],
  ['broken YAML', { 'labspace.yaml': 'title: [\n' }, /^labspace\.yaml:\d:\d+ it is not YAML/],
  ['YAML that is something else', { 'labspace.yaml': '' }, /^labspace\.yaml:1:1 the file: /],
  ['neither of both', { 'a.txt': '' }, /there is neither an index\.json nor a labspace\.yaml/],
])('%s is refused, and nothing is written', async (_title, files, expected) => {
  await using bench = await workbench(files);
  const imported = await importLesson(bench.source, bench.content);
  const told = imported.ok
    ? []
    : imported.refusals.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
  expect(told.join('\n')).toMatch(expected);
  expect(await bench.lessons()).toEqual(['040-there']);
});

test('a symbolic link out of the folder, a path that is not there, names that cannot be', async () => {
  await using bench = await workbench(json(oneStep({ text: 'link.md' })));
  await writeFile(join(bench.folder, 'secret.md'), 'secret');
  await symlink(join(bench.folder, 'secret.md'), join(bench.source, 'link.md'));
  expect(JSON.stringify(await importLesson(bench.source, bench.content))).toContain('link.md leads out of the folder');
  expect(JSON.stringify(await importLesson(`${bench.source}/no`, bench.content))).toContain(
    'there is nothing at this path',
  );
  await using good = await workbench(scenario);
  expect(JSON.stringify(await importLesson(good.source, good.content, 'There'))).toContain('is no name');
  expect(JSON.stringify(await importLesson(good.source, good.content, 'there'))).toContain(
    'there is a lesson 040-there',
  );
  expect(await good.lessons()).toEqual(['040-there']);
});
