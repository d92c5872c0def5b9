import { flagsOf, type Guess, greps, guess, named, plainText } from './guess.ts';
import type { Pipeline } from './shell-lines.ts';

const valued = new Set(['-f', '--filter', '--format', '--type', '--tail', '--since', '-n', '--project-name', '-p']);
/** Words that `docker ps` prints as a state. */
const stateWord = /^(?:Up|Exited|Created|Paused|running|exited|healthy|unhealthy|starting)\b/i;

/** What a docker command of a verifying script looks at; null when it is not recognised. */
export function guessFromDocker(pipeline: Pipeline): Guess | null {
  const [program = '', ...given] = pipeline.commands[0] ?? [];
  const words = program === 'docker-compose' ? ['compose', ...given] : given;
  if (program !== 'docker' && program !== 'docker-compose') return null;
  const [object = '', verb = '', ...rest] = words;
  switch (object) {
    case 'ps':
      return listedContainer(words.slice(1), pipeline);
    case 'container':
      if (verb === 'inspect') return inspectedContainer(rest, pipeline);
      return /^(?:ps|ls|list)$/.test(verb) ? listedContainer(rest, pipeline) : null;
    case 'inspect':
      return inspectedContainer(words.slice(1), pipeline);
    case 'images':
      return image(words.slice(1), pipeline);
    case 'image':
      return /^(?:ls|list|inspect)$/.test(verb) ? image(rest, pipeline) : null;
    case 'network':
    case 'volume':
      return /^(?:ls|list|inspect)$/.test(verb) ? networkOrVolume(object, verb, rest, pipeline) : null;
    case 'logs':
      return logs(words.slice(1), pipeline);
    case 'compose':
      return composeService(words.slice(1), pipeline);
    case 'service':
      return /^(?:ls|list|inspect|ps)$/.test(verb)
        ? guess('service-running', { service: subject(rest, pipeline) })
        : null;
    case 'node':
      return guess('swarm-active', {});
    case 'info':
      return /swarm/i.test(pipeline.text) ? guess('swarm-active', {}) : guess('daemon-running', {});
    case 'version':
      return guess('daemon-running', {});
    default:
      return null;
  }
}

/** The one name a command is about: what it is given, what it is filtered by, or what is searched for in its output. */
function subject(words: readonly string[], { commands }: Pipeline): string | null {
  const { flags, rest } = flagsOf(words, valued);
  const filters = [...(flags.get('-f') ?? []), ...(flags.get('--filter') ?? [])];
  const filter = filters.map((each) => /^(?:name|ancestor|reference)=(?:\^?\/)?(.+)$/.exec(each)?.[1]).find(Boolean);
  const searched = greps(commands).patterns.find((pattern) => !stateWord.test(pattern));
  return plainText(rest[0] ?? filter ?? searched);
}

function listedContainer(words: readonly string[], pipeline: Pipeline): Guess | null {
  const { flags } = flagsOf(words, valued);
  const { patterns, inverted } = greps(pipeline.commands);
  const filters = [...(flags.get('-f') ?? []), ...(flags.get('--filter') ?? [])];
  const image = filters.map((each) => /^ancestor=(.+)$/.exec(each)?.[1]).find(Boolean);
  const container = image ? { image } : named(subject(words, pipeline));
  if (!container.name && !container.image) return null;
  if (pipeline.negated || inverted) return guess('container-absent', container);
  const states = [...patterns, ...filters].join(' ');
  if (/\bhealthy/.test(states)) return guess('container-healthy', container);
  if (/exited/i.test(states)) return guess('container-stopped', container);
  if (/paused/i.test(states)) return guess('container-paused', container);
  const all = flags.has('-a') || flags.has('--all');
  return guess(all && !/\bup\b|running/i.test(states) ? 'container-exists' : 'container-running', container);
}

function inspectedContainer(words: readonly string[], pipeline: Pipeline): Guess | null {
  const { flags, rest } = flagsOf(words, valued);
  if (flags.get('--type')?.[0] === 'image' || /[:/]/.test(rest[0] ?? '')) return image(words, pipeline);
  const [searched] = greps(pipeline.commands).patterns;
  const container = { name: rest[0] };
  const said = pipeline.compared ?? searched ?? '';
  const format = flags.get('-f')?.[0] ?? flags.get('--format')?.[0] ?? '';
  if (pipeline.negated) return guess('container-absent', container);
  if (/State\.Health/.test(format)) return guess('container-healthy', container);
  if (/State\.ExitCode/.test(format)) return guess('container-exited', { ...container, exitCode: said });
  if (/RestartPolicy/.test(format)) return guess('container-restart-policy', { ...container, policy: said });
  if (/State\.(?:Running|Status|Paused)/.test(format)) {
    if (/exited|false/.test(said)) return guess('container-stopped', container);
    return guess(/paused/.test(said) || /Paused/.test(format) ? 'container-paused' : 'container-running', container);
  }
  return format === '' && searched === undefined ? guess('container-exists', container) : null;
}

function image(words: readonly string[], pipeline: Pipeline): Guess | null {
  const name = subject(words, pipeline);
  if (name === null) return null;
  // `docker images | grep site | grep v2`: the second is the tag.
  const { patterns, inverted } = greps(pipeline.commands);
  const tag = patterns[0] === name ? patterns[1] : patterns[0];
  const tagged = !name.includes(':') && tag && /^(?:latest|v?\d[\w.-]*)$/.test(tag) ? `${name}:${tag}` : name;
  return guess(pipeline.negated || inverted ? 'image-absent' : 'image-exists', { image: tagged });
}

function networkOrVolume(
  object: 'network' | 'volume',
  verb: string,
  words: readonly string[],
  pipeline: Pipeline,
): Guess | null {
  const [name] = flagsOf(words, valued).rest;
  const [searched] = greps(pipeline.commands).patterns;
  if (object === 'network' && verb === 'inspect' && searched)
    return guess('network-connected', { name: plainText(searched), network: name });
  const found = subject(words, pipeline);
  return found === null ? null : guess(`${object}-${pipeline.negated ? 'absent' : 'exists'}`, { [object]: found });
}

function logs(words: readonly string[], pipeline: Pipeline): Guess | null {
  const { patterns, inverted } = greps(pipeline.commands);
  const text = plainText(patterns[0]);
  return guess('logs-contain', {
    name: flagsOf(words, valued).rest[0],
    [inverted || pipeline.negated ? 'without' : 'text']: text,
  });
}

function composeService(words: readonly string[], pipeline: Pipeline): Guess | null {
  const { rest } = flagsOf(words, new Set([...valued, '--file']));
  if (rest[0] !== 'ps') return null;
  const service = rest[1] ?? greps(pipeline.commands).patterns.find((pattern) => !stateWord.test(pattern));
  return guess('compose-service', { service: plainText(service) });
}
