import type { Definition, Link, Root } from 'mdast';
import { isLocale } from '#lib/base/index.ts';
import { walk } from '../source/syntax.ts';
import { type LintRule, warning } from './lint-rule.ts';

/** Links inside the site that lead nowhere, and links to the outside that can be read on the way. */
export const linkProblems: LintRule = (name, { source, translations }, { slugs }) => {
  const steps = new Set(source.steps.map(({ id }) => id));
  const files: [string, Root][] = [
    [`${name}/lesson.mdx`, source.tree],
    ...[...translations].map(([locale, { tree }]): [string, Root] => [`${name}/lesson.${locale}.mdx`, tree]),
  ];
  return files.flatMap(([file, tree]) =>
    linksIn(tree).flatMap((link) => {
      if (link.url.startsWith('http://') && !isOwnMachine(link.url))
        return [warning(file, link, 'LINK_INSECURE', `a link to ${link.url}`, 'link to https://…')];
      if (!/^[#/]/.test(link.url) || leadsSomewhere(link.url, steps, slugs)) return [];
      const fix = link.url.startsWith('#')
        ? `link to a step of this lesson: ${[...steps].map((id) => `#${id}`).join(', ')}`
        : 'link to /en/lessons/NAME, with a lesson that exists';
      return [warning(file, link, 'LINK_DEAD', `nothing is at "${link.url}"`, fix)];
    }),
  );
};

function linksIn(tree: Root): (Link | Definition)[] {
  const links: (Link | Definition)[] = [];
  walk(tree, (node) => {
    if (node.type === 'link' || node.type === 'definition') links.push(node);
  });
  return links;
}

function leadsSomewhere(url: string, steps: ReadonlySet<string>, slugs: ReadonlySet<string>): boolean {
  if (url.startsWith('#')) return steps.has(url.slice(1));
  const [, locale = '', lessons, slug = ''] = (url.split('#')[0] ?? '').replace(/\/$/, '').split('/');
  if (locale === '') return true;
  return isLocale(locale) && (lessons === undefined || (lessons === 'lessons' && slugs.has(slug)));
}

/** What learners serve themselves has no certificate. */
function isOwnMachine(url: string): boolean {
  return URL.canParse(url) && ['localhost', '127.0.0.1'].includes(new URL(url).hostname);
}
