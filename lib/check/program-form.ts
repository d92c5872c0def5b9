import { message } from '../base/index.ts';
import type { Verdict } from './model.ts';
import { fitsPattern } from './pattern.ts';

/** How a program is written in a Dockerfile: as a JSON list, or as a line for a shell. */
export type ProgramForm = 'exec' | 'shell';

/** The wrapper Docker puts around the shell form. */
const shell = ['/bin/sh', '-c'];

/** The form a program in an image's configuration was written in, and its line without the shell around it. */
export function programOf(words: readonly string[]): { form: ProgramForm; line: string } {
  const wrapped = words.length === 3 && shell.every((word, index) => words[index] === word);
  return wrapped ? { form: 'shell', line: words[2] ?? '' } : { form: 'exec', line: words.join(' ') };
}

/**
 * Judges ENTRYPOINT or CMD of an image against the line that is wanted (`*` stands for any text) and its form, when that matters.
 * `other` is the other of the two: what is wanted may stand there by mistake.
 */
export function judgeProgram(
  wanted: { image: string; instruction: 'ENTRYPOINT' | 'CMD'; line: string; form: ProgramForm | undefined },
  words: readonly string[],
  other: readonly string[],
): Verdict {
  const { image, instruction, line, form } = wanted;
  const found = programOf(words);
  const values = { image, instruction, wanted: line, found: found.line, form: form ?? 'any' };
  const look = `docker image inspect --format '{{json .Config}}' ${image}`;
  const fits = fitsPattern(line, found.line);
  if (fits && (form === undefined || form === found.form) && words.length > 0)
    return { is: 'passed', because: message('check.image-program.passed', values) };
  const because =
    fits && words.length > 0
      ? message('check.image-program.other-form', values)
      : words.length === 0 && fitsPattern(line, programOf(other).line)
        ? message('check.image-program.other-instruction', values)
        : words.length === 0
          ? message('check.image-program.none', values)
          : fitsPattern(line.toLowerCase(), found.line.replaceAll(/["'[\],]+/g, '').toLowerCase())
            ? message('check.image-program.broken-list', values)
            : message('check.image-program.other', values);
  return { is: 'failed', because, look };
}
