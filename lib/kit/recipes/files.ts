import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LayerFile } from '../definition.ts';
import type { Make } from './workshop.ts';

/** Files written out of the definition itself; modes 0644 unless said. Folders above them get 0755. */
export function makeFiles(files: readonly LayerFile[]): Make {
  return async (folder) => {
    for (const file of files) {
      const path = join(folder, file.path);
      await mkdir(dirname(path), { recursive: true, mode: 0o755 });
      if ('link' in file) await symlink(file.link, path);
      else {
        await writeFile(path, file.content);
        await chmod(path, file.mode ?? 0o644);
      }
    }
  };
}
