import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type LessonProblem, lintLessons } from '#lib/lesson/index.ts';

/**
 * Writes a lesson's folder. It is made and linted elsewhere first and put into its place whole, so that a site that runs never sees
 * half of it. Resolves with what lint says of it; throws when the folder is there already.
 */
export async function writeLesson(
  contentFolder: string,
  name: string,
  files: readonly { path: string; content: Uint8Array | string }[],
): Promise<LessonProblem[]> {
  const stage = await mkdtemp(join(tmpdir(), 'slipway-import-'));
  try {
    const folder = join(stage, 'lessons', name);
    for (const { path, content } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const { problems } = await lintLessons(stage, name);
    const target = join(contentFolder, 'lessons', name);
    await mkdir(dirname(target), { recursive: true });
    await cp(folder, target, { recursive: true, errorOnExist: true, force: false });
    return problems;
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}
