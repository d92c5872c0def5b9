import { flagsOf, type Guess, greps, guess, plainText } from './guess.ts';
import type { Pipeline } from './shell-lines.ts';

const curlValued = new Set([
  '-o',
  '-w',
  '--write-out',
  '-H',
  '-X',
  '-d',
  '-m',
  '--max-time',
  '--retry',
  '-u',
  '--output',
]);
const grepValued = new Set(['-e', '-m', '-A', '-B', '-C']);

/** What a command of a verifying script looks at outside Docker: files, ports, web servers. `folder` is where the script stands. */
export function guessFromMachine(pipeline: Pipeline, folder: string): Guess | null {
  const [program = '', ...words] = pipeline.commands[0] ?? [];
  if (program === 'curl' || program === 'wget') return web(words, pipeline);
  if (program === 'nc') return guess('port-listening', { port: words.find((word) => /^\d+$/.test(word)) });
  if (program === 'ss' || program === 'netstat' || program === 'lsof') {
    const port = /:(\d+)/.exec([...greps(pipeline.commands).patterns, ...words].join(' '))?.[1];
    return guess('port-listening', { port });
  }
  if (program === '[' || program === '[[' || program === 'test') return tested(words, pipeline, folder);
  if (/^[ef]?grep$/.test(program)) {
    const { flags, rest } = flagsOf(words, grepValued);
    const pattern = flags.get('-e')?.[0] ?? rest.shift();
    return contains(rest[0], pattern, pipeline.negated || flags.has('-v'), folder);
  }
  if (program === 'cat') {
    const { patterns, inverted } = greps(pipeline.commands);
    const path = words.find((word) => !word.startsWith('-'));
    if (patterns.length > 0) return contains(path, patterns[0], pipeline.negated || inverted, folder);
    return guess('file-exists', { path: belowHome(path, folder) });
  }
  if (program === 'ls' || program === 'stat')
    return guess(pipeline.negated ? 'file-absent' : 'file-exists', {
      path: belowHome(
        words.find((word) => /\.\w+$|Dockerfile$/.test(word)),
        folder,
      ),
    });
  return null;
}

function web(words: readonly string[], pipeline: Pipeline): Guess | null {
  const { rest } = flagsOf(words, curlValued);
  const address = rest.find((word) => /^(?:http:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?:[:/]|$)/.test(word));
  const [, port = '80', path = '/'] = /^(?:http:\/\/)?[^:/]+(?::(\d+))?(\/[^?#]*)?/.exec(address ?? '') ?? [];
  if (address === undefined) return null;
  const { patterns, inverted } = greps(pipeline.commands);
  const repository = /^\/v2\/(.+)\/tags\/list$/.exec(path)?.[1];
  if (repository) {
    const tag = patterns.findLast((pattern) => pattern !== repository);
    return guess('registry-has-tag', { port, repository, tag: plainText(tag) ?? 'latest' });
  }
  const said = pipeline.compared ?? patterns[0] ?? '';
  if (/http_code/.test(words.join(' ')) || /-\w*I/.test(words.join(' ')))
    return guess('http-answers', { port, path, status: /\b[1-5]\d\d\b/.exec(said)?.[0] });
  if (patterns.length > 0 && plainText(patterns[0]) === null) return null;
  return guess('http-answers', {
    port,
    path,
    [inverted || pipeline.negated ? 'without' : 'body']: plainText(patterns[0]),
  });
}

function tested(words: readonly string[], pipeline: Pipeline, folder: string): Guess | null {
  const negated = pipeline.negated !== words.includes('!');
  const at = words.findIndex((word) => /^-[fes]$/.test(word));
  if (at < 0) return null;
  return guess(negated ? 'file-absent' : 'file-exists', { path: belowHome(words[at + 1], folder) });
}

function contains(
  path: string | undefined,
  pattern: string | undefined,
  negated: boolean,
  folder: string,
): Guess | null {
  const text = plainText(pattern);
  if (text === null) return null;
  return guess('file-contains', { path: belowHome(path, folder), [negated ? 'without' : 'text']: text });
}

/** A path as checks take it, below the home folder; null for what is elsewhere. */
export function belowHome(path: string | undefined, folder: string): string | null {
  if (!path) return null;
  const home = /^(?:~|\$\{?HOME\}?|\/root)\//;
  const full = home.test(path) || path.startsWith('/') ? path : `${folder}${path.replace(/^\.\//, '')}`;
  if (home.test(full)) return full.replace(home, '') || null;
  return full.startsWith('/') ? null : full;
}
