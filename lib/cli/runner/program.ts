import { join } from 'node:path';
import { type ChildOptions, runChild } from '#lib/setup/index.ts';
import { projectRoot } from '../project-root.ts';

/** Runs a JavaScript program of node_modules on this very Node, in the project's folder; resolves with its code and whole output. */
export async function runTool(
  script: string,
  args: readonly string[],
  signal: AbortSignal,
  options: ChildOptions = {},
): Promise<{ code: number; output: string[] }> {
  const output: string[] = [];
  const { code } = await runChild(
    process.execPath,
    [join(projectRoot, 'node_modules', script), ...args],
    {
      cwd: projectRoot,
      ...options,
      env: { ...(options.env ?? process.env), NO_COLOR: '1', FORCE_COLOR: undefined },
      onLine(line) {
        output.push(line);
        options.onLine?.(line);
      },
    },
    signal,
  );
  return { code, output };
}
