/** One `deb` line of apt: where from, which suite, which components. */
export interface AptSource {
  uri: string;
  suite: string;
  components: string[];
}

/** Reads a one-line-format file (sources.list): `deb [options] uri suite component…`; `deb-src` and comments are left out. */
export function parseOneLine(text: string): AptSource[] {
  return text.split('\n').flatMap((line) => {
    const words = line
      .replace(/#.*/, '')
      .replace(/\[[^\]]*\]/, ' ')
      .trim()
      .split(/\s+/);
    const [type, uri, suite, ...components] = words;
    return type === 'deb' && uri && suite ? [{ uri, suite, components }] : [];
  });
}

/** Reads a deb822 file (*.sources): paragraphs of `Types:`, `URIs:`, `Suites:`, `Components:`; disabled ones are left out. */
export function parseDeb822(text: string): AptSource[] {
  const body = text.replace(/^#.*\n?/gm, '');
  return body.split(/\n\s*\n/).flatMap((paragraph) => {
    const fields = new Map<string, string[]>();
    for (const match of paragraph.matchAll(/^([\w-]+):((?:.*\n?)(?:[ \t]+.*\n?)*)/gm)) {
      fields.set((match[1] ?? '').toLowerCase(), (match[2] ?? '').trim().split(/\s+/));
    }
    if (fields.get('enabled')?.[0] === 'no' || !fields.get('types')?.includes('deb')) return [];
    return (fields.get('uris') ?? []).flatMap((uri) =>
      (fields.get('suites') ?? []).map((suite) => ({ uri, suite, components: fields.get('components') ?? [] })),
    );
  });
}
