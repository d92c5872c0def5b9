/** One command of a script with what follows it through pipes. */
export interface Pipeline {
  /** Line of the script, from 1. */
  line: number;
  /** As it is written, for messages. */
  text: string;
  /** Words of each command, without redirections. */
  commands: string[][];
  /** True after `!`. */
  negated: boolean;
  /** What the output is compared with: `[ "$(…)" = "running" ]`. */
  compared: string | null;
}

const keyword = /^(?:if|elif|then|else|while|until|do|[{}()]|time|sudo)$/;

/**
 * The commands of a shell script, in order. Not a shell: it knows quotes, pipes, `&&`, command substitution and plain variables, which
 * is what scripts that verify something are made of. What it does not know comes out as a command nobody recognises.
 */
export function shellPipelines(script: string): Pipeline[] {
  const variables = new Map<string, string>();
  const lines = logicalLines(script);
  return lines.flatMap(({ line, text }, index) => {
    const assignment = /^(?:export\s+|local\s+)?([A-Za-z_]\w*)=(["']?)([^"'$`\s]*)\2$/.exec(text);
    if (assignment) {
      variables.set(assignment[1] ?? '', assignment[3] ?? '');
      return [];
    }
    const known = text.replace(/\$\{?([A-Za-z_]\w*)\}?/g, (written, name) => variables.get(name) ?? written);
    const [, condition, body = ''] = /^((?:el)?if\b.*?)(?:;\s*then\b(.*))?$/.exec(known) ?? [];
    if (condition === undefined || !failsIn(body, lines.slice(index + 1))) return pipelinesOf(known, line, null);
    // `if ! …; then exit 1`: what makes the script fail is the opposite of what is wanted.
    const wanted = pipelinesOf(condition, line, null).map((each) => ({ ...each, negated: !each.negated }));
    return [...wanted, ...pipelinesOf(body, line, null)];
  });
}

/** True when the branch that begins with `body`, up to the next `else` or `fi`, ends the script as failed. */
function failsIn(body: string, following: readonly { text: string }[]): boolean {
  const end = following.findIndex(({ text }) => /^(?:else|elif|fi)\b/.test(text));
  const own = /\bfi\b/.test(body) ? [] : following.slice(0, end < 0 ? following.length : end).map(({ text }) => text);
  return [body, ...own].some((text) => /\b(?:exit|return)\s+[1-9]/.test(text));
}

/** Lines without comments, those that end in a backslash joined with what follows. */
function logicalLines(script: string): { line: number; text: string }[] {
  const found: { line: number; text: string }[] = [];
  let begun: { line: number; text: string } | null = null;
  for (const [index, raw] of script.split('\n').entries()) {
    const text = raw
      .replace(/^\s*#.*$/, '')
      .replace(/\s#[^'"]*$/, '')
      .trim();
    const joined: { line: number; text: string } = begun
      ? { line: begun.line, text: `${begun.text} ${text}` }
      : { line: index + 1, text };
    begun = joined.text.endsWith('\\') ? { line: joined.line, text: joined.text.slice(0, -1).trim() } : null;
    if (!begun && joined.text !== '') found.push(joined);
  }
  return begun ? [...found, begun] : found;
}

function pipelinesOf(text: string, line: number, compared: string | null): Pipeline[] {
  const found: Pipeline[] = [];
  const inner = substitutions(text);
  const against = /(?:==?|-eq|!=)\s*["']?([\w.:/-]+)/.exec(text)?.[1] ?? null;
  // `[ -z "$(…)" ]`, `[[ ! $(…) ]]` and `[ "$(…)" != x ]` ask for the opposite.
  const opposite = /(?:^|\s)(?:-z|!)\s+["']?\$\(|!=/.test(text);
  for (const each of inner)
    found.push(...pipelinesOf(each, line, against).map((one) => ({ ...one, negated: one.negated !== opposite })));
  let current: Pipeline = { line, text, commands: [[]], negated: false, compared };
  const finish = () => {
    current.commands = current.commands.map(withoutRedirections).filter((words) => words.length > 0);
    // What is around a substitution that is recognised by itself, such as a test, says nothing new.
    const wrapper = inner.length > 0 && /^(?:\[\[?|test|echo|[A-Za-z_]\w*=.*)$/.test(current.commands[0]?.[0] ?? '');
    if (current.commands.length > 0 && !wrapper) found.push(current);
    current = { line, text, commands: [[]], negated: false, compared };
  };
  for (const token of tokens(text)) {
    const words = current.commands.at(-1) ?? [];
    if (token === '|') current.commands.push([]);
    else if (['&&', '||', ';', '&'].includes(token)) finish();
    else if (words.length === 0 && current.commands.length === 1 && token === '!') current.negated = true;
    else if (words.length > 0 || !keyword.test(token)) words.push(token);
  }
  finish();
  return found;
}

/** Words and operators; quotes are removed, their insides kept together. */
function tokens(text: string): string[] {
  const found: string[] = [];
  const pattern =
    /\s+|(&&|\|\||[;|&](?!>))|((?:"(?:\\.|[^"\\])*"|'[^']*'|\$\((?:[^()]|\([^()]*\))*\)|\\.|&>>?|\d?>&\d?-?|[^\s;|&"'\\])+)/g;
  for (const [, operator, word] of text.matchAll(pattern)) {
    if (operator !== undefined) found.push(operator);
    else if (word !== undefined)
      found.push(word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_, double, single) => double ?? single));
  }
  return found;
}

function substitutions(text: string): string[] {
  return [...text.matchAll(/\$\(((?:[^()]|\([^()]*\))*)\)|`([^`]+)`/g)].map(([, dollar, tick]) => dollar ?? tick ?? '');
}

function withoutRedirections(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (/^(?:\d?|&)>>?$|^<$/.test(word)) index++;
    else if (!/^(?:\d?|&)>>?./.test(word)) kept.push(word);
  }
  return kept;
}
