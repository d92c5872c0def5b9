import { basename, posix } from 'node:path';
import type { ForeignLesson } from '../foreign-lesson.ts';
import type { Leftovers } from '../report.ts';
import type { SourceFolder } from '../source-folder.ts';
import { readStructured } from '../structured-file.ts';
import { LabspaceFile } from './labspace-file.ts';

/** The learner's files: what they see where their terminal opens. */
const projectFolder = 'project';

/** Reads a labspace; `file` is its labspace.yaml, relative to the folder. Null when it has been refused. */
export async function readLabspace(folder: SourceFolder, file: string, left: Leftovers): Promise<ForeignLesson | null> {
  const read = await readStructured(folder, file, LabspaceFile);
  if (!read) return null;
  const { data, at } = read;
  const steps: ForeignLesson['steps'] = [];
  for (const [index, { title, contentPath }] of data.sections.entries()) {
    const path = posix.join(posix.dirname(file), contentPath);
    const text = await folder.text(path, at(['sections', index, 'contentPath']));
    if (text !== null) steps.push({ title, at: at(['sections', index]), text: { file: path, text }, scripts: [] });
  }
  for (const [index, { id, title, url }] of (data.services ?? []).entries())
    left.add(
      at(['services', index]),
      `the tab "${title ?? id}"${url ? ` for ${url}` : ''}`,
      'a port a container publishes has a tab of its own; write <Preview port="…" /> where it is wanted',
    );
  const files: ForeignLesson['files'] = [];
  const whole = { file, line: 1, column: 1 };
  for (const path of await folder.filesBelow(projectFolder, whole)) {
    const content = await folder.bytes(path, { file: path, line: 1, column: 1 });
    if (content) files.push({ path: path.slice(projectFolder.length + 1), content, from: path });
  }
  for (const compose of ['compose.override.yaml', '.labspace/compose.override.yaml']) {
    if (await folder.has(compose))
      left.add(
        { file: compose, line: 1 },
        'the workspace’s own set-up',
        'see whether the lesson needs anything of it; files/ is all there is',
      );
  }
  if (folder.refusals.length > 0) return null;
  return {
    origin: 'labspace',
    id: data.metadata?.id ?? basename(folder.root),
    title: data.title,
    summary: data.description?.trim() || null,
    minutes: null,
    intro: { text: null, scripts: [] },
    steps,
    finish: { text: null, scripts: [] },
    files,
  };
}
