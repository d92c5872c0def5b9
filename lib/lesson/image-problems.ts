import type { LessonFolder } from './read-folder.ts';
import type { LessonProblem } from './source/problem.ts';

/**
 * Images a lesson declares that sandboxes without the internet cannot pull. `known` are all there are, as `name:tag`. The lesson
 * can be taught all the same where there is internet.
 */
export function imageProblems(name: string, { source }: LessonFolder, known: ReadonlySet<string>): LessonProblem[] {
  const matter = source.tree.children[0];
  const lines = matter?.type === 'yaml' ? matter.value.split('\n') : [];
  const firstLine = (matter?.position?.start.line ?? 0) + 1;
  return source.frontMatter.images
    .filter((image) => !known.has(image.replace(/^(?:docker\.io\/)?(?:library\/)?/, '')))
    .map((image) => {
      const at = lines.findIndex((line) => line.includes(image));
      const tags = [...known].filter((other) => other.startsWith(`${image.split(':')[0]}:`)).sort();
      return {
        file: `${name}/lesson.mdx`,
        line: at < 0 ? 1 : firstLine + at,
        column: at < 0 ? 1 : (lines[at]?.indexOf(image) ?? 0) + 1,
        code: 'IMAGE_UNKNOWN',
        message: `the kit has no image "${image}": without the internet it cannot be pulled`,
        fix:
          tags.length > 0
            ? `write ${tags.join(' or ')}`
            : `take another, or fetch it: npm run kit -- prefetch ${image}`,
        fatal: false,
      };
    });
}
