import { z } from 'zod';
import { message } from '../../base/index.ts';
import { canonicalWords, inOrder, splitCommandLine, splitFlags } from '../command-line.ts';
import type { CheckKind } from '../kind.ts';
import { sampleCommand, sampleTime } from '../sample.ts';

const schema = z.strictObject({
  command: z
    .string()
    .min(1)
    .describe(
      'The words that must occur in this order, without flags: `docker image ls`. Other spellings of the same docker command count too.',
    ),
  flags: z
    .string()
    .optional()
    .describe(
      'Flags that must be there, separated by spaces; spellings of the same flag by a bar: `-a|--all -q|--quiet`.',
    ),
});
type Expected = z.infer<typeof schema>;

/** A supplement where nothing else shows what was done: a command was run and succeeded. */
export const commandTyped: CheckKind<Expected> = {
  name: 'command-typed',
  summary:
    'A command was run since the step began and succeeded. A supplement: prefer checks by effect, which any way of doing it passes.',
  schema,
  needsDaemon: false,
  describe: (expected) => message('check.command-typed.title', { command: written(expected) }),
  vocabulary: ({ command }) => command.split(' ').slice(1),

  evaluate(expected, observation, context) {
    const wanted = canonicalWords(expected.command.split(/\s+/));
    const flags = (expected.flags ?? '').split(/\s+/).filter(Boolean);
    let flagless: string | null = null;
    let unsuccessful: { line: string; exitCode: number } | null = null;
    for (const { at, line, exitCode } of observation.commands) {
      if (at < context.activatedAt) continue;
      for (const { words } of splitCommandLine(line)) {
        const typed = splitFlags(canonicalWords(words));
        if (!inOrder(wanted, typed.plain)) continue;
        const missing = flags.find((spellings) => !spellings.split('|').some((flag) => typed.flags.includes(flag)));
        if (missing !== undefined) flagless = missing.replaceAll('|', ' / ');
        else if (exitCode !== 0) unsuccessful = { line, exitCode };
        else return { is: 'passed', because: message('check.command-typed.passed', { line }) };
      }
    }
    if (unsuccessful) {
      const { line, exitCode } = unsuccessful;
      return {
        is: 'failed',
        because: message('check.command-typed.unsuccessful', { line, code: exitCode }),
        found: message('check.found.exit-code', { code: exitCode }),
      };
    }
    if (flagless !== null)
      return {
        is: 'failed',
        because: message('check.command-typed.missing-flag', { command: expected.command, flag: flagless }),
      };
    return { is: 'waiting', because: message('check.command-typed.none', { command: written(expected) }) };
  },

  examples: [
    {
      title: 'Typed',
      attributes: { command: 'docker image ls' },
      given: { commands: [sampleCommand('docker image ls')] },
      verdict: { is: 'passed', because: 'check.command-typed.passed' },
    },
    {
      title: 'The older spelling',
      attributes: { command: 'docker image ls' },
      given: { commands: [sampleCommand('docker images')] },
      verdict: { is: 'passed', because: 'check.command-typed.passed' },
    },
    {
      title: 'Flags combined, in a pipe',
      attributes: { command: 'docker ps', flags: '-a|--all' },
      given: { commands: [sampleCommand('docker ps -qa | head -n 1')] },
      verdict: { is: 'passed', because: 'check.command-typed.passed' },
    },
    {
      title: 'Without the flag',
      attributes: { command: 'docker ps', flags: '-a|--all' },
      given: { commands: [sampleCommand('docker ps')] },
      verdict: { is: 'failed', because: 'check.command-typed.missing-flag' },
    },
    {
      title: 'It did not succeed',
      attributes: { command: 'docker start web' },
      given: { commands: [sampleCommand('docker start web', 1)] },
      verdict: { is: 'failed', because: 'check.command-typed.unsuccessful' },
    },
    {
      title: 'Before the step began',
      attributes: { command: 'docker image ls' },
      given: { commands: [{ ...sampleCommand('docker image ls'), at: sampleTime - 1 }] },
      verdict: { is: 'waiting', because: 'check.command-typed.none' },
    },
    {
      title: 'Mistyped',
      attributes: { command: 'docker image ls' },
      given: { daemon: 'asleep', commands: [sampleCommand('dokcer image ls', 127)] },
      verdict: { is: 'failed', because: 'check.typo' },
    },
  ],
};

/** The command as the page writes it: "docker ps -a". */
function written({ command, flags }: Expected): string {
  const first = (flags ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .map((spellings) => spellings.split('|')[0]);
  return [command, ...first].join(' ');
}
