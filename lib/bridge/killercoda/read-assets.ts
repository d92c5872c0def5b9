import { posix } from 'node:path';
import type { ForeignLesson } from '../foreign-lesson.ts';
import type { Leftovers } from '../report.ts';
import type { SourceFolder } from '../source-folder.ts';
import type { StructuredFile } from '../structured-file.ts';
import type { ScenarioFile } from './scenario-file.ts';

/** Home folders there and here: what was put there can be put here. */
const home = /^(~|\/root)(\/|$)/;

/** Files of a scenario's assets/ that go below the learner's home folder; others are left to the author. */
export async function readAssets(
  folder: SourceFolder,
  { data, at }: StructuredFile<ScenarioFile>,
  left: Leftovers,
): Promise<ForeignLesson['files']> {
  const files: ForeignLesson['files'] = [];
  for (const [host, assets] of Object.entries(data.details.assets ?? {})) {
    for (const [index, asset] of assets.entries()) {
      const place = at(['details', 'assets', host, index, 'file']);
      if (host !== 'host01') {
        left.add(
          place,
          `${asset.file} for the machine ${host}`,
          'there is one machine only: put it into files/, or leave it out',
        );
        continue;
      }
      if (!home.test(asset.target)) {
        left.add(
          place,
          `${asset.file}, which goes to ${asset.target}`,
          'files/ reaches the home folder only: move it there, or leave it out',
        );
        continue;
      }
      const all = asset.file.includes('*') ? await folder.filesBelow('assets', place) : [`assets/${asset.file}`];
      const wanted = all.filter((path) => !asset.file.includes('*') || posix.matchesGlob(path.slice(7), asset.file));
      if (wanted.length === 0)
        folder.refuse(place, `no file of assets/ is called ${asset.file}`, 'write the file, or correct its name');
      for (const path of wanted) {
        const content = await folder.bytes(path, place);
        // A single file goes into the target folder under its own name; so do all that a pattern matches.
        const target = posix.join(asset.target.replace(home, ''), posix.basename(path));
        if (content) files.push({ path: target, content, from: path });
      }
      if (asset.chmod && /x|[1357]/.test(asset.chmod))
        left.add(
          place,
          `${asset.file} was executable`,
          'files/ keeps no modes: have the learner run it with sh, or chmod +x',
        );
    }
  }
  return files;
}
