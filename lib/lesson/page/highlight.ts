import { createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import type { FenceLanguage } from '../source/fence.ts';

/** Part of a highlighted line, as hast: `<span style="--shiki-light:…;--shiki-dark:…">`. */
export type HighlightedCode = { type: 'element'; tagName: string; properties: object; children: unknown[] };

/** Turns the text of a fenced block into a `<code>` whose parts carry one colour per theme, as CSS variables. */
export type Highlight = (code: string, language: FenceLanguage) => HighlightedCode;

/** Makes a highlighter; takes about 100 ms, so one is made per process that compiles pages, and only then. */
export async function createHighlight(): Promise<Highlight> {
  const highlighter = await createHighlighterCore({
    // Contrast of at least 4.5:1 on the pages' own light and dark backgrounds.
    themes: [
      import('shiki/themes/github-light-high-contrast.mjs'),
      import('shiki/themes/github-dark-high-contrast.mjs'),
    ],
    langs: [
      import('shiki/langs/shellscript.mjs'),
      import('shiki/langs/docker.mjs'),
      import('shiki/langs/yaml.mjs'),
      import('shiki/langs/python.mjs'),
      import('shiki/langs/json.mjs'),
      import('shiki/langs/html.mjs'),
    ],
    engine: createJavaScriptRegexEngine(),
  });
  return (code, language) => {
    const lang = language === 'output' ? 'text' : language;
    const themes = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' };
    const { children } = highlighter.codeToHast(code, { lang, themes, defaultColor: false });
    const pre = children[0];
    const inner = pre?.type === 'element' ? pre.children[0] : undefined;
    if (inner?.type !== 'element')
      return { type: 'element', tagName: 'code', properties: {}, children: [{ type: 'text', value: code }] };
    return { ...inner, properties: { className: ['shiki'] } };
  };
}
