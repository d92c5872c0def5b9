import { stringify } from 'yaml';
import type { ForeignLesson, ForeignScript, ForeignStep } from '../foreign-lesson.ts';
import { guessFromCommands, guessFromScript, type SourcedGuess } from '../guess/guess-checks.ts';
import { type Converted, convertText } from '../markdown/convert.ts';
import type { At, Leftovers } from '../report.ts';
import { imagesIn } from './images-in.ts';
import { solutionLines } from './solution-lines.ts';
import { attribute, comment, slug, uniqueName } from './spelling.ts';

/** A check that was guessed, for the report. */
export interface GuessedCheck {
  step: string;
  id: string;
  kind: string;
  from: At;
}

/** lesson.mdx made of what is imported. Everything an author has to look at is marked with TODO, and noted. */
export function lessonText(lesson: ForeignLesson, left: Leftovers): { text: string; checks: GuessedCheck[] } {
  const checks: GuessedCheck[] = [];
  const ids: string[] = [];
  const blocks: Converted['blocks'] = [];
  let wordCount = 0;
  const convert = (part: ForeignLesson['intro'] | ForeignStep, title: string): Converted | null => {
    if (!part.text) return null;
    const converted = convertText(part.text, lesson.origin, title, left);
    blocks.push(...converted.blocks);
    wordCount += converted.mdx.split(/\s+/).length;
    return converted;
  };
  const intro = convert(lesson.intro, lesson.title);
  const finish = convert(lesson.finish, lesson.title);
  const steps = lesson.steps.map((step, index) => {
    const id = uniqueName(slug(step.title) || `step-${index + 1}`, ids);
    const text = convert(step, step.title) ?? convertText({ ...step.text, text: '' }, lesson.origin, '', left);
    const isLast = index === lesson.steps.length - 1;
    const scripts = [
      ...(index === 0 ? lesson.intro.scripts : []),
      ...step.scripts,
      ...(isLast ? lesson.finish.scripts : []),
    ];
    const around = { before: index === 0 ? (intro?.mdx ?? '') : '', after: isLast ? (finish?.mdx ?? '') : '' };
    return stepText(id, step, text, scripts, around, left, checks);
  });
  const matter = {
    title: lesson.title,
    summary: lesson.summary ?? `TODO: one or two sentences about “${lesson.title}”.`,
    minutes: Math.min(240, lesson.minutes ?? Math.max(5, Math.round(wordCount / 120) + 3 * lesson.steps.length)),
    images: imagesIn(blocks),
  };
  if (lesson.summary === null)
    left.add({ file: lesson.steps[0]?.at.file ?? '', line: 1 }, 'there is no description', 'write the summary');
  const head = stringify(matter, { lineWidth: 0, flowCollectionPadding: false });
  const words = `Made from a ${lesson.origin === 'killercoda' ? 'Killercoda scenario' : 'labspace'}. Look at every TODO, then remove this line.`;
  return { text: `---\n${head}---\n\n${comment(words)}\n\n${steps.join('\n\n')}\n`, checks };
}

function stepText(
  id: string,
  step: ForeignStep,
  converted: Converted,
  scripts: readonly ForeignScript[],
  around: { before: string; after: string },
  left: Leftovers,
  all: GuessedCheck[],
): string {
  const parts = [`<Step id="${id}" title="${attribute(step.title)}">`];
  for (const { what, file, text } of scripts) {
    if (what === 'verify') continue;
    left.add(
      { file, line: 1 },
      `a script that runs in the ${what}`,
      'put what it makes into files/, or have the learner run it',
    );
    parts.push(
      comment(
        `TODO: ${file} ran in the ${what} before this. Put what it makes into files/, or have the learner run it.`,
        text,
      ),
    );
  }
  parts.push(around.before, converted.mdx, around.after);
  const names: string[] = [];
  for (const { guess, note } of checksOf(step, converted, left)) {
    const subject =
      guess.attributes.name ?? guess.attributes.image ?? guess.attributes.path ?? guess.attributes.service ?? '';
    const name = uniqueName(slug(`${guess.kind} ${subject}`), names);
    const attributes = Object.entries(guess.attributes).map(([key, value]) => ` ${key}="${attribute(value)}"`);
    parts.push(comment(note), `<Check id="${name}" kind="${guess.kind}"${attributes.join('')} />`);
    all.push({ step: id, id: name, kind: guess.kind, from: guess.from });
  }
  for (const { file, text } of scripts.filter(({ what }) => what === 'verify'))
    parts.push(
      comment(`TODO: ${file} decided whether this step is done. Remove this when the checks say the same.`, text),
    );
  if (names.length === 0) {
    left.add(step.at, `no check could be guessed for "${step.title}"`, 'add a <Check>, a <Quiz> or a <Question>');
    parts.push(comment('TODO: add a <Check>, a <Quiz> or a <Question>: nothing could be guessed.'));
  }
  for (const hint of converted.hints) parts.push(`<Hint>\n\n${hint}\n\n</Hint>`);
  if (converted.hints.length === 0) {
    left.add(step.at, `"${step.title}" has no hint`, 'add a <Hint>: a nudge, not the solution');
    parts.push(comment('TODO: add a <Hint>: a nudge, not the solution.'));
  }
  parts.push(...solution(step, converted, left), '</Step>');
  return parts.filter(Boolean).join('\n\n');
}

/** Checks from the script that verified the step; where it says nothing, from what the text has the learner do. */
function checksOf(step: ForeignStep, converted: Converted, left: Leftovers): { guess: SourcedGuess; note: string }[] {
  const found: SourcedGuess[] = [];
  for (const { what, file, text } of step.scripts) {
    if (what !== 'verify') continue;
    const { guesses, unknown } = guessFromScript(file, text);
    found.push(...guesses);
    for (const each of unknown) left.add(each, `not converted: ${each.text}`, 'write a check that says the same');
  }
  const ran = converted.actions.flatMap((action) => ('run' in action ? [{ at: action.at, lines: action.run }] : []));
  if (converted.solution) ran.push({ at: converted.solution.at, lines: converted.solution.lines });
  if (found.length === 0) found.push(...guessFromCommands(ran));
  return found.map((guess) => {
    const { file, line } = guess.from;
    left.add(guess.from, `${guess.kind} is guessed from: ${guess.text}`, 'see whether it is what was meant');
    return { guess, note: `TODO: guessed from ${file}:${line}, ${guess.text}` };
  });
}

function solution(step: ForeignStep, converted: Converted, left: Leftovers): string[] {
  const lines = solutionLines(converted);
  if (lines.length === 0) {
    left.add(step.at, `"${step.title}" has no commands to run`, 'add a <Solution> with the commands');
    return [comment('TODO: add a <Solution> with one sh block, the commands that do the step.')];
  }
  const from = converted.solution ? 'the folded solution' : 'the commands of the text';
  left.add(step.at, `the solution of "${step.title}" is made of ${from}`, 'run npm run lesson -- test');
  return [
    comment(`TODO: made of ${from}; see whether it does the step.`),
    `<Solution>\n\n\`\`\`sh\n${lines.join('\n')}\n\`\`\`\n\n</Solution>`,
  ];
}
