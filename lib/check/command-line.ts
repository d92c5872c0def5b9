/** One command of a line, without redirections: `docker ps -a | grep hello` has two. */
export interface SimpleCommand {
  words: string[];
}

/**
 * Splits a line as a POSIX shell would, as far as it can without running it: quotes, backslashes, `;`, `&&`, `||`, `|`, comments.
 * Substitutions stay as they are typed. Variable assignments and `sudo` in front are dropped.
 */
export function splitCommandLine(line: string): SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  let words: string[] = [];
  let word: string | null = null;
  let quote = '';
  const endWord = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  const endCommand = () => {
    endWord();
    while (/^[A-Za-z_]\w*=/.test(words[0] ?? '') || words[0] === 'sudo') words.shift();
    if (words.length > 0) commands.push({ words });
    words = [];
  };
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (quote) {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && i + 1 < line.length) word = (word ?? '') + line.charAt(++i);
      else word = (word ?? '') + char;
    } else if (char === "'" || char === '"') {
      quote = char;
      word ??= '';
    } else if (char === '\\') {
      i++;
      if (i < line.length && line.charAt(i) !== '\n') word = (word ?? '') + line.charAt(i);
    } else if (char === '#' && word === null) {
      // A comment reaches to the end of its line.
      const end = line.indexOf('\n', i);
      i = end === -1 ? line.length : end - 1;
    } else if (/\s/.test(char) && char !== '\n') endWord();
    else if (/[;&|\n]/.test(char)) endCommand();
    else word = (word ?? '') + char;
  }
  endCommand();
  return commands;
}

/** Spellings that mean the same command. The long one is what the docker CLI calls the command today. */
const spellings: readonly (readonly [string, string])[] = [
  ['docker images', 'docker image ls'],
  ['docker image list', 'docker image ls'],
  ['docker rmi', 'docker image rm'],
  ['docker image remove', 'docker image rm'],
  ['docker pull', 'docker image pull'],
  ['docker push', 'docker image push'],
  ['docker build', 'docker image build'],
  ['docker tag', 'docker image tag'],
  ['docker history', 'docker image history'],
  ['docker ps', 'docker container ls'],
  ['docker container ps', 'docker container ls'],
  ['docker container list', 'docker container ls'],
  ['docker run', 'docker container run'],
  ['docker rm', 'docker container rm'],
  ['docker container remove', 'docker container rm'],
  ['docker create', 'docker container create'],
  ['docker start', 'docker container start'],
  ['docker stop', 'docker container stop'],
  ['docker restart', 'docker container restart'],
  ['docker kill', 'docker container kill'],
  ['docker pause', 'docker container pause'],
  ['docker unpause', 'docker container unpause'],
  ['docker logs', 'docker container logs'],
  ['docker exec', 'docker container exec'],
  ['docker attach', 'docker container attach'],
  ['docker cp', 'docker container cp'],
  ['docker diff', 'docker container diff'],
  ['docker commit', 'docker container commit'],
  ['docker port', 'docker container port'],
  ['docker top', 'docker container top'],
  ['docker stats', 'docker container stats'],
  ['docker rename', 'docker container rename'],
  ['docker info', 'docker system info'],
  ['docker events', 'docker system events'],
];

/** The same command in one spelling: `docker images -q` becomes `docker image ls -q`. */
export function canonicalWords(words: readonly string[]): string[] {
  for (const [other, canonical] of spellings) {
    const from = other.split(' ');
    if (from.every((part, index) => words[index] === part))
      return [...canonical.split(' '), ...words.slice(from.length)];
  }
  return [...words];
}

/** Splits words into flags and the rest. Combined short flags come apart: `-aq` is `-a` and `-q`; `--filter=x` is `--filter`. */
export function splitFlags(words: readonly string[]): { flags: string[]; plain: string[] } {
  const flags: string[] = [];
  const plain: string[] = [];
  for (const word of words) {
    if (/^--[^=]/.test(word)) flags.push(word.replace(/=.*/s, ''));
    else if (/^-[A-Za-z]/.test(word)) flags.push(word, ...[...word.slice(1)].map((letter) => `-${letter}`));
    else plain.push(word);
  }
  return { flags, plain };
}

/** True when `wanted` occurs in `words` in this order, with anything between. */
export function inOrder(wanted: readonly string[], words: readonly string[]): boolean {
  let next = 0;
  for (const word of words) if (word === wanted[next]) next++;
  return next === wanted.length;
}
