import { type LintRule, warning } from './lint-rule.ts';

/**
 * Images a lesson declares that sandboxes without the internet cannot pull. The lesson can be taught all the same where there is
 * internet.
 */
export const unknownImageProblems: LintRule = (name, { source }, { images: known }) => {
  if (!known) return [];
  const matter = source.tree.children[0];
  const lines = matter?.type === 'yaml' ? matter.value.split('\n') : [];
  const firstLine = (matter?.position?.start.line ?? 0) + 1;
  return source.frontMatter.images
    .filter((image) => !known.has(image.replace(/^(?:docker\.io\/)?(?:library\/)?/, '')))
    .map((image) => {
      const at = lines.findIndex((line) => line.includes(image));
      const tags = [...known].filter((other) => other.startsWith(`${image.split(':')[0]}:`)).sort();
      const start = { line: firstLine + at, column: (lines[at]?.indexOf(image) ?? 0) + 1 };
      return warning(
        `${name}/lesson.mdx`,
        at < 0 ? undefined : { position: { start } },
        'IMAGE_UNKNOWN',
        `the kit has no image "${image}": without the internet it cannot be pulled`,
        tags.length > 0 ? `write ${tags.join(' or ')}` : `take another, or fetch it: npm run kit -- prefetch ${image}`,
      );
    });
};
