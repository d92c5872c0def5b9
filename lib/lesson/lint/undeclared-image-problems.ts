import type { Code } from 'mdast';
import { walk } from '../source/syntax.ts';
import { type LintRule, warning } from './lint-rule.ts';
import { type ImageUse, imagesInCompose, imagesInDockerfile, imagesInShell } from './used-images.ts';

/**
 * Images that a lesson's blocks, solutions and breaks take from a registry though its front matter does not name them: nobody would
 * have fetched them for a workshop without the internet, and which version is meant stands nowhere.
 */
export const undeclaredImageProblems: LintRule = (name, { source, files }) => {
  const uses: { at: Code | undefined; use: ImageUse; breaks: boolean }[] = [];
  walk(source.tree, (node, parents) => {
    if (node.type !== 'code') return;
    const use = imagesIn(node);
    // A break may ask for what does not exist, on purpose.
    const breaks = parents.some((parent) => 'name' in parent && parent.name === 'Break');
    if (use) uses.push({ at: node, use, breaks });
  });
  for (const { path, content } of files) {
    const text = new TextDecoder().decode(content);
    if (/(^|\/)Dockerfile/.test(path)) uses.push({ at: undefined, use: imagesInDockerfile(text), breaks: false });
    else if (/compose.*\.ya?ml$/.test(path)) uses.push({ at: undefined, use: imagesInCompose(text), breaks: false });
  }
  const own = new Set(uses.flatMap(({ use }) => use.made.map(repositoryOf)));
  const declared = new Set(source.frontMatter.images.map(fullName));
  const told = new Set<string>();
  return uses.flatMap(({ at, use, breaks }) =>
    use.taken.flatMap((image) => {
      const full = fullName(image);
      if (breaks || /[$`*<>{}…]|^[A-Z_]+$/.test(image) || own.has(repositoryOf(image)) || isLocal(image)) return [];
      if (declared.has(full) || told.has(full)) return [];
      told.add(full);
      const meant = [...declared].find((other) => repositoryOf(other) === repositoryOf(image));
      return [
        warning(
          `${name}/lesson.mdx`,
          at,
          'IMAGE_UNDECLARED',
          `${image} is used, but ${full} is not among the images of the front matter`,
          meant ? `write ${meant}, or add ${full} to images` : `add ${full} to images`,
        ),
      ];
    }),
  );
};

function imagesIn({ lang, value }: Code): ImageUse | null {
  if (lang === 'sh') return imagesInShell(value);
  if (lang === 'dockerfile') return imagesInDockerfile(value);
  return lang === 'yaml' ? imagesInCompose(value) : null;
}

/** An image's name as the front matter writes it: short, with its tag. */
function fullName(image: string): string {
  const short = image.replace(/^(?:docker\.io\/)?(?:library\/)?/, '').replace(/@sha256:.*$/, '');
  return /:[^/]*$/.test(short) ? short : `${short}:latest`;
}

function repositoryOf(image: string): string {
  return fullName(image).replace(/:[^/:]*$/, '');
}

/** A registry of the learner's own, or an id instead of a name. */
function isLocal(image: string): boolean {
  return /^(localhost|127\.0\.0\.1|[^/]*:\d+)\//.test(image) || /^(sha256:)?[0-9a-f]{6,64}$/.test(image);
}
