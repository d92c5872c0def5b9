import type { Converted } from '../markdown/convert.ts';

/** What to type to do a step: the folded solution, else every command and file of its text in order. */
export function solutionLines({ solution, actions }: Converted): string[] {
  const files = actions.flatMap((action) => ('file' in action ? [action] : []));
  const written = files.flatMap(({ file, lines }) => [
    ...folderOf(file),
    `cat > ${quoted(file)} <<'END'`,
    ...lines,
    'END',
  ]);
  if (solution) return [...written, ...commands(solution.lines)];
  return actions.flatMap((action) =>
    'run' in action
      ? commands(action.run)
      : [...folderOf(action.file), `cat > ${quoted(action.file)} <<'END'`, ...action.lines, 'END'],
  );
}

function commands(lines: readonly string[]): string[] {
  return lines.filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
}

function folderOf(file: string): string[] {
  const at = file.lastIndexOf('/');
  return at > 0 ? [`mkdir -p ${quoted(file.slice(0, at))}`] : [];
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
