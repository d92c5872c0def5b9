/** Part of a command line between two operators. `after` says when it runs: always, or by the exit code of the one before. */
export interface SimpleCommand {
  after: ';' | '&&' | '||';
  words: string[];
  redirect: { path: string; append: boolean } | null;
}

/**
 * Reads a command line as the scripted shell understands it: words, quotes, `$NAME`, `$?`, `$((1 + 2))`, `;`, `&&`, `||`, `>`, `>>`
 * and comments. Throws a SyntaxError with bash's sentence for anything else it notices.
 */
export function parseLine(line: string, variable: (name: string) => string): SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  let current: SimpleCommand = { after: ';', words: [], redirect: null };
  let target: 'word' | '>' | '>>' = 'word';
  let rest = line.trimEnd();
  const finish = (after: SimpleCommand['after']) => {
    if (current.words.length > 0) commands.push(current);
    current = { after, words: [], redirect: null };
  };
  while (rest !== '') {
    const blank = /^(?:\s+|#.*)/.exec(rest);
    const operator = /^(?:;|&&|\|\||>>|>|\||&|<)/.exec(rest);
    if (blank) {
      rest = rest.slice(blank[0].length);
    } else if (operator) {
      const [token] = operator;
      rest = rest.slice(token.length);
      if (token === '>' || token === '>>') target = token;
      else if (token === ';' || token === '&&' || token === '||') finish(token);
      else throw new SyntaxError(`this fake shell does not know \`${token}'`);
    } else {
      const [word, length] = readWord(rest, variable);
      rest = rest.slice(length);
      if (target === 'word') current.words.push(word);
      else current.redirect = { path: word, append: target === '>>' };
      target = 'word';
    }
  }
  if (target !== 'word') throw new SyntaxError("syntax error near unexpected token `newline'");
  finish(';');
  return commands;
}

/** The first word of `text` with everything expanded, and how many characters it took. */
function readWord(text: string, variable: (name: string) => string): [string, number] {
  let word = '';
  let at = 0;
  while (at < text.length && !/[\s;&|<>]/.test(text[at] ?? '')) {
    const rest = text.slice(at);
    const part =
      /^'(?<literal>[^']*)'/.exec(rest) ??
      /^"(?<quoted>(?:\\.|[^"\\])*)"/.exec(rest) ??
      /^\\(?<escaped>.)/.exec(rest) ??
      /^(?<dollar>\$\(\([^)]*\)\)|\$\w+|\$\{\w+\}|\$\?)/.exec(rest) ??
      /^(?<plain>[^\s'"\\;&|<>$]+|\$)/.exec(rest);
    if (!part) throw new SyntaxError('unexpected EOF while looking for matching quote');
    const { literal, quoted, escaped, dollar, plain } = part.groups ?? {};
    if (quoted !== undefined) word += expand(quoted, variable).replace(/\\(["\\$`])/g, '$1');
    else if (dollar !== undefined) word += expand(dollar, variable);
    else word += literal ?? escaped ?? plain ?? '';
    at += part[0].length;
  }
  return [word, at];
}

function expand(text: string, variable: (name: string) => string): string {
  return text.replace(/\$\(\(([^)]*)\)\)|\$\{?(\w+|\?)\}?/g, (_, sum: string | undefined, name: string) =>
    sum === undefined ? variable(name) : String(calculate(sum)),
  );
}

/** One operation on whole numbers is all a demonstration needs. */
function calculate(sum: string): number {
  const match = /^\s*(-?\d+)\s*(?:([-+*])\s*(-?\d+)\s*)?$/.exec(sum);
  if (!match) throw new SyntaxError(`${sum}: this fake shell cannot calculate that`);
  const [left, right] = [Number(match[1]), Number(match[3] ?? 0)];
  return match[2] === '*' ? left * right : match[2] === '-' ? left - right : left + right;
}
