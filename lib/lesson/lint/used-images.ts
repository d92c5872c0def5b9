import { canonicalWords, splitCommandLine } from '#lib/check/index.ts';

/** What shell lines do with images: which they take from a registry, which names they make themselves. */
export interface ImageUse {
  taken: string[];
  made: string[];
}

/** Options of `docker run` and `docker create` that have no value behind them; every other takes the next word. */
const switches = new Set(
  '-d --detach -i --interactive -t --tty -P --publish-all --rm --privileged --read-only --init --no-healthcheck --oom-kill-disable --sig-proxy -q --quiet --disable-content-trust'.split(
    ' ',
  ),
);

/** Finds images in shell lines, Dockerfiles written by them included. What only the shell can know (`$NAME`) is left out. */
export function imagesInShell(text: string): ImageUse {
  const use: ImageUse = { taken: [], made: [] };
  // A Dockerfile written by `cat <<END` or by printf, whose lines are apart by \n.
  merge(use, imagesInDockerfile(text.replaceAll('\\n', '\n').replaceAll(/(^|\n)[^\n]*['"](?=FROM )/g, '$1')));
  for (const { words } of splitCommandLine(text.replaceAll(/\\\n/g, ' '))) {
    const [docker, object, action, ...rest] = canonicalWords(words);
    if (docker !== 'docker') continue;
    const command = `${object} ${action}`;
    if (command === 'container run' || command === 'container create') use.taken.push(...firstPlain(rest));
    else if (command === 'image pull') use.taken.push(...rest.filter((word) => !word.startsWith('-')).slice(0, 1));
    else if (command === 'image tag' || command === 'container commit') use.made.push(...rest.slice(-1));
    else if (command === 'image build' || object === 'buildx') use.made.push(...tagsOf(rest));
    else if (command === 'image load' || command === 'image import') use.made.push(...rest.slice(-1));
  }
  return use;
}

/** Bases a Dockerfile builds on; names of its own stages are made, not taken. */
export function imagesInDockerfile(text: string): ImageUse {
  const use: ImageUse = { taken: [], made: [] };
  for (const [, image = '', stage] of text.matchAll(/^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/gim)) {
    if (image !== 'scratch') use.taken.push(image.replace(/['"]$/, ''));
    if (stage) use.made.push(stage);
  }
  return use;
}

/** Images a compose file starts; those it builds itself are made. */
export function imagesInCompose(text: string): ImageUse {
  const use: ImageUse = { taken: [], made: [] };
  // Services are apart by a line of less depth; whoever has both image and build makes the image.
  for (const service of text.split(/\n(?= {2}\S)/)) {
    const image = /^\s+image:\s*["']?([^\s"'#]+)/m.exec(service)?.[1];
    if (image) (/^\s+build:/m.test(service) ? use.made : use.taken).push(image);
  }
  return use;
}

function merge(into: ImageUse, { taken, made }: ImageUse): void {
  into.taken.push(...taken);
  into.made.push(...made);
}

/** The first word that is neither an option nor an option's value. */
function firstPlain(words: readonly string[]): string[] {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (!word.startsWith('-')) return [word];
    // Short switches may be written together: -it, -dit.
    const alone = word.includes('=') || switches.has(word) || /^-[ditPq]+$/.test(word) || /^-[a-z]+[^a-z]/.test(word);
    if (!alone) i++;
  }
  return [];
}

function tagsOf(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (word === '-t' || word === '--tag') return words.slice(index + 1, index + 2);
    return word.startsWith('--tag=') ? [word.slice('--tag='.length)] : [];
  });
}
