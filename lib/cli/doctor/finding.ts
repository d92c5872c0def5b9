/** One thing that was looked at. `level` says how bad it is when it is not well: without a `need` nothing works as promised. */
export interface Finding {
  name: string;
  ok: boolean;
  level: 'need' | 'wish';
  detail: string;
  remedy?: string;
}

/** One line for a finding, and one for its remedy when it is not well. */
export function findingLines({ name, ok, level, detail, remedy }: Finding): string[] {
  const mark = ok ? '✔' : level === 'need' ? '✘' : '!';
  const line = `${mark} ${name}: ${detail}`;
  return !ok && remedy ? [line, `    → ${remedy}`] : [line];
}

/** True when nothing that is needed is missing. */
export function healthy(findings: readonly Finding[]): boolean {
  return findings.every(({ ok, level }) => ok || level === 'wish');
}
