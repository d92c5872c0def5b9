import { canonicalWords, splitCommandLine } from './command-line.ts';
import { looksLike } from './edit-distance.ts';
import type { Observation } from './model.ts';

/** Words of the docker CLI that beginners type; one of them misspelt is worth pointing out. */
const dockerWords = [
  ...['attach', 'build', 'builder', 'commit', 'compose', 'container', 'context', 'create', 'diff', 'events', 'exec'],
  ...['export', 'history', 'image', 'images', 'import', 'info', 'inspect', 'kill', 'load', 'login', 'logout', 'logs'],
  ...['network', 'node', 'pause', 'port', 'prune', 'pull', 'push', 'rename', 'restart', 'save', 'search', 'service'],
  ...['stack', 'start', 'stats', 'stop', 'swarm', 'system', 'unpause', 'update', 'version', 'volume', 'wait'],
];

/** A word that was probably mistyped, on a command line that failed. */
export interface Typo {
  typed: string;
  meant: string;
  line: string;
}

/**
 * Looks for a slip of the fingers in the last command since activation, when that command failed:
 * in "docker", in its command, or in one of `names` (images, containers, files the check is about).
 */
export function findTypo(observation: Observation, activatedAt: number, names: readonly string[]): Typo | null {
  const last = observation.commands.at(-1);
  if (!last || last.at < activatedAt || last.exitCode === 0) return null;
  for (const { words } of splitCommandLine(last.line)) {
    const program = words[0] ?? '';
    if (looksLike(program, 'docker')) return { typed: program, meant: 'docker', line: last.line };
    if (program !== 'docker') continue;
    const [typed = '', second = ''] = words.slice(1);
    if (!dockerWords.includes(typed)) {
      const meant = dockerWords.find((word) => looksLike(typed, word));
      if (meant) return { typed, meant, line: last.line };
    } else if (['image', 'container', 'network', 'volume', 'system'].includes(typed) && !dockerWords.includes(second)) {
      const meant = dockerWords.find((word) => looksLike(second, word));
      if (meant) return { typed: second, meant, line: last.line };
    }
    for (const word of canonicalWords(words).slice(2)) {
      const meant = names.includes(word) ? undefined : names.find((name) => looksLike(word, name));
      if (meant) return { typed: word, meant, line: last.line };
    }
  }
  return null;
}
