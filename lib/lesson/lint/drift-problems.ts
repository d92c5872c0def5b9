import { headHash, headName, stepHash } from '../source/step-hash.ts';
import { type LintRule, warning } from './lint-rule.ts';

/**
 * What changed in lesson.mdx after it was translated. A translation keeps the hash of every step it was made from
 * (`translated:` in its front matter, written by `lesson translated`).
 */
export const driftProblems: LintRule = (name, { slug, source, translations }) => {
  const head = headHash(source.text, source.tree, source.frontMatter);
  return [...translations].flatMap(([locale, translation]) => {
    const file = `${name}/lesson.${locale}.mdx`;
    const recorded = translation.frontMatter.translated;
    const parts = [
      { id: headName, title: 'title, summary or the text above the steps', hash: head, node: undefined },
      ...source.steps.flatMap((step) => {
        const node = translation.steps.get(step.id)?.node;
        if (!node) return [];
        return [{ id: step.id, title: `step "${step.id}"`, hash: stepHash(source.text, step.node), node }];
      }),
    ];
    return parts
      .filter(({ id, hash }) => recorded[id] !== hash)
      .map(({ id, title, node }) =>
        recorded[id] === undefined
          ? warning(
              file,
              node,
              'TRANSLATION_UNRECORDED',
              `nobody has said which text of lesson.mdx is translated here: ${title}`,
              `when both say the same: npm run lesson -- translated ${slug} ${id}`,
            )
          : warning(
              file,
              node,
              'TRANSLATION_STALE',
              `changed in lesson.mdx since it was translated: ${title}`,
              `translate the change, then: npm run lesson -- translated ${slug} ${id}`,
            ),
      );
  });
};
