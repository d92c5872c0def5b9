/** HTML of a Markdown text, as far as a lesson can have it. */
export interface ConvertedHtml {
  text: string;
  /** Names of tags that were left out; what stood in them is kept. */
  lost: string[];
}

const signs: Record<string, string> = { b: '**', strong: '**', i: '*', em: '*', code: '`' };
/** What is HTML at all: other names in angle brackets are words, such as List<String>. */
const htmlNames =
  /^(?:a|abbr|article|aside|audio|big|blockquote|center|dd|details|div|dl|dt|figure|figcaption|font|footer|form|h[1-6]|header|hr|img|input|ins|del|li|main|mark|nav|ol|p|picture|pre|q|s|section|small|source|span|strike|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|br)$/;
const vanishing = new Set(['details', 'summary', 'p', 'br']);
/** Tags whose insides are no text. */
const withInsides = /<(script|style|iframe|video|svg)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;

/** Converts a piece of HTML: a few tags have a sign in Markdown, `kbd` and `br` stay, others go and leave their text. */
export function convertHtml(html: string, inLine: boolean): ConvertedHtml {
  const lost: string[] = [];
  const text = html
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replaceAll(withInsides, (_, name: string) => {
      lost.push(name.toLowerCase());
      return '';
    })
    .replaceAll(/<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g, (whole, slash: string, written: string) => {
      const name = written.toLowerCase();
      if (name === 'kbd') return `<${slash}kbd>`;
      if (name === 'br' && inLine) return '<br/>';
      const sign = signs[name];
      if (sign !== undefined) return sign;
      if (!htmlNames.test(name)) return whole;
      if (!vanishing.has(name) && slash === '') lost.push(name);
      return '';
    });
  return { text: escapeText(text, /<(?!\/?kbd>|br\/>)/g), lost };
}

/** Text in which braces and angle brackets mean themselves, as MDX has it. */
export function escapeText(text: string, angle = /\\?</g): string {
  return text.replaceAll(angle, '&lt;').replaceAll(/\\?\{/g, '&#123;').replaceAll(/\\?\}/g, '&#125;');
}
