import { basename } from 'node:path';
import type { ForeignLesson, ForeignScript, ForeignText } from '../foreign-lesson.ts';
import type { Leftovers } from '../report.ts';
import type { Named, SourceFolder } from '../source-folder.ts';
import { readStructured, type StructuredFile } from '../structured-file.ts';
import { readAssets } from './read-assets.ts';
import { ScenarioFile } from './scenario-file.ts';

type Page = NonNullable<ScenarioFile['details']['intro']> & { verify?: string | undefined };

/** Reads a Killercoda scenario folder; null when it has been refused. */
export async function readScenario(folder: SourceFolder, left: Leftovers): Promise<ForeignLesson | null> {
  const file = await readStructured(folder, 'index.json', ScenarioFile);
  if (!file) return null;
  const { data, at } = file;
  const read = pageReader(folder, file);
  const intro = await read(data.details.intro, ['details', 'intro']);
  const steps: ForeignLesson['steps'] = [];
  for (const [index, step] of data.details.steps.entries()) {
    const path = ['details', 'steps', index];
    const { text, scripts } = await read(step, path);
    const title = step.title?.trim() || headingOf(text) || `Step ${index + 1}`;
    if (text) steps.push({ title, at: at(path), text, scripts });
  }
  const finish = await read(data.details.finish, ['details', 'finish']);
  noteBackend(file, left);
  const files = await readAssets(folder, file, left);
  if (folder.refusals.length > 0) return null;
  return {
    origin: 'killercoda',
    id: basename(folder.root),
    title: data.title,
    summary: data.description?.trim() || null,
    minutes: Number(/\d+/.exec(data.time ?? '')?.[0] ?? 0) || null,
    intro,
    steps,
    finish,
    files,
  };
}

function pageReader(folder: SourceFolder, { at }: StructuredFile<ScenarioFile>) {
  return async (
    page: Page | undefined,
    path: readonly PropertyKey[],
  ): Promise<{ text: ForeignText | null; scripts: ForeignScript[] }> => {
    const scripts: ForeignScript[] = [];
    const wanted = [
      ['background', page?.background ?? page?.code, page?.background ? 'background' : 'code'],
      ['foreground', page?.foreground ?? page?.courseData, page?.foreground ? 'foreground' : 'courseData'],
      ['verify', page?.verify, 'verify'],
    ] as const;
    for (const [what, name, key] of wanted) {
      if (name === undefined) continue;
      const text = await folder.text(name, at([...path, key]));
      if (text !== null) scripts.push({ what, file: name, text });
    }
    const name = page?.text;
    const text = name === undefined ? null : await folder.text(name, at([...path, 'text']));
    return { text: name !== undefined && text !== null ? { file: name, text } : null, scripts };
  };
}

/** Environments other than a plain machine with Docker have no counterpart. */
function noteBackend({ data, at }: StructuredFile<ScenarioFile>, left: Leftovers): void {
  const image = data.backend?.imageid;
  if (image === undefined || /^ubuntu/.test(image)) return;
  const place: Named = at(['backend', 'imageid']);
  left.add(
    place,
    `the environment "${image}"`,
    'a sandbox here is one machine with Docker: leave out what needs another',
  );
}

function headingOf(text: ForeignText | null): string | undefined {
  return /^#{1,6}\s+(.+?)\s*#*$/m.exec(text?.text ?? '')?.[1];
}
