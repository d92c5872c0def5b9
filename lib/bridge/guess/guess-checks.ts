import type { At } from '../report.ts';
import { guessFromDocker } from './from-docker.ts';
import { guessFromLearner } from './from-learner.ts';
import { guessFromMachine } from './from-machine.ts';
import type { Guess } from './guess.ts';
import { shellPipelines } from './shell-lines.ts';

/** A guess with the command it was made from. */
export interface SourcedGuess extends Guess {
  from: At;
  text: string;
}

/** Commands of a script that decide nothing. */
const silent =
  /^(?:set|date|echo|printf|exit|return|fi|done|esac|\}|\)|sleep|true|false|:|mkdir|touch|export|local|source|\.|shopt|trap|rm|tee|else|then|wait)$/;

/** The checks a verifying script stands for, and the commands in it that were not understood. */
export function guessFromScript(
  file: string,
  script: string,
): { guesses: SourcedGuess[]; unknown: (At & { text: string })[] } {
  const guesses: SourcedGuess[] = [];
  const unknown: (At & { text: string })[] = [];
  // Scripts stand in the home folder unless they say otherwise; paths end in a slash so that names can be put behind them.
  let folder = '~/';
  for (const pipeline of shellPipelines(script)) {
    const [program = '', ...words] = pipeline.commands[0] ?? [];
    if (program === 'cd') {
      folder = `${(words[0] ?? '~').replace(/\/$/, '')}/`;
      continue;
    }
    if (silent.test(program) || /^[A-Za-z_]\w*=/.test(program)) continue;
    const found = guessFromDocker(pipeline) ?? guessFromMachine(pipeline, folder);
    const from = { file, line: pipeline.line };
    if (!found) unknown.push({ ...from, text: pipeline.text });
    else if (!guesses.some((each) => isSame(each, found))) guesses.push({ ...found, from, text: pipeline.text });
  }
  return { guesses, unknown };
}

/** The checks that the commands of a step's text make true. A later command may undo what an earlier one did: the last word counts. */
export function guessFromCommands(blocks: readonly { at: At; lines: readonly string[] }[]): SourcedGuess[] {
  const guesses: SourcedGuess[] = [];
  for (const { at, lines } of blocks) {
    for (const pipeline of shellPipelines(lines.join('\n'))) {
      const from = { file: at.file, line: at.line + pipeline.line };
      for (const found of guessFromLearner(pipeline)) {
        const undone = guesses.findIndex(
          (each) => concerns(each) === concerns(found) && family(each) === family(found),
        );
        if (undone >= 0) guesses.splice(undone, 1);
        guesses.push({ ...found, from, text: pipeline.text });
      }
    }
  }
  return guesses;
}

function isSame(one: Guess, other: Guess): boolean {
  return one.kind === other.kind && JSON.stringify(one.attributes) === JSON.stringify(other.attributes);
}

const concerns = ({ attributes }: Guess): string =>
  attributes.name ?? attributes.image ?? attributes.network ?? attributes.volume ?? attributes.service ?? '';

/** Kinds that speak of one state of a thing, so that only the last of them holds. */
function family({ kind, attributes }: Guess): string {
  if (/^container-(?:running|stopped|exited|paused|absent|exists)$/.test(kind)) return 'container';
  if (/^(?:image|network|volume)-(?:exists|absent)$/.test(kind)) return kind.split('-')[0] ?? kind;
  return `${kind} ${JSON.stringify(attributes)}`;
}
