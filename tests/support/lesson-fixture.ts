import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A content folder of its own with these files, by path below lessons/; removed when disposed. For tests. */
export async function lessonFixture(
  files: Readonly<Record<string, string>>,
): Promise<AsyncDisposable & { content: string; cache: string; write(path: string, text: string): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-lessons-'));
  const write = async (path: string, text: string) => {
    const target = join(folder, 'content', 'lessons', path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  };
  for (const [path, text] of Object.entries(files)) await write(path, text);
  return {
    content: join(folder, 'content'),
    cache: join(folder, 'cache'),
    write,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A lesson of one step; `inside` goes before its end. */
export function lessonText(inside = ''): string {
  return `---
title: Sample
summary: A sample.
minutes: 5
images: [hello-world:latest]
---

<Step id="pull" title="Pull it">

Words before.

\`\`\`sh run
docker pull hello-world
\`\`\`

<Check id="pulled" kind="image-exists" image="hello-world" />

<Hint>One hint.</Hint>

<Solution>

\`\`\`sh
docker pull hello-world && echo secret-solution
\`\`\`

</Solution>

${inside}

<Alternative>

\`\`\`sh
docker run hello-world secret-alternative
\`\`\`

</Alternative>

</Step>
`;
}
