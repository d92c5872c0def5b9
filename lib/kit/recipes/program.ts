import { join } from 'node:path';
import { compile } from '#lib/debian/index.ts';
import type { Make } from './workshop.ts';

/** One program compiled from a C file below `lib/kit/images`. */
export function makeProgram(recipe: { source: string; flags: readonly string[]; path: string }): Make {
  return async (folder, _below, workshop, _report, signal) => {
    const source = join(import.meta.dirname, '../images', recipe.source);
    const output = join(folder, recipe.path);
    await compile({ toolchain: workshop.toolchain, sources: [source], flags: recipe.flags, output }, signal);
  };
}
