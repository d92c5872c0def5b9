import type { LayerRecipe } from '../definition.ts';
import { makeBusybox } from './busybox.ts';
import { makeDebian } from './debian.ts';
import { makeFiles } from './files.ts';
import { makeNpmPackage } from './npm-package.ts';
import { makePackages } from './packages.ts';
import { makeProgram } from './program.ts';
import type { Make } from './workshop.ts';

/** The way to make a layer of this kind. */
export function makeFor(recipe: LayerRecipe): Make {
  switch (recipe.kind) {
    case 'debian':
      return makeDebian;
    case 'busybox':
      return makeBusybox;
    case 'program':
      return makeProgram(recipe);
    case 'files':
      return makeFiles(recipe.files);
    case 'npm-package':
      return makeNpmPackage(recipe);
    case 'packages':
      return makePackages(recipe);
  }
}
