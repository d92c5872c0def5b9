import { checkKind, checkKinds } from './check-kinds.ts';
import { looksLike } from './edit-distance.ts';
import type { Check } from './model.ts';

/** A check as written: all attributes are text. */
export interface WrittenCheck {
  id: string;
  kind: string;
  mode?: string | undefined;
  needs?: string | undefined;
  /** Every other attribute. */
  attributes: Record<string, string>;
}

/** What is wrong with a written check, for its author. `attribute` is where, when it is about one. */
export interface CheckMistake {
  attribute?: string;
  message: string;
  fix: string;
}

/** Reads a check, or says everything that is wrong with it. `needs` is a list of ids separated by spaces; `mode` is `once` unless given. */
export function parseCheck(written: WrittenCheck): { check: Check } | { mistakes: CheckMistake[] } {
  const kind = checkKind(written.kind);
  if (!kind) {
    const names = checkKinds.map(({ name }) => name);
    const meant = names.find((name) => looksLike(written.kind, name));
    const fix = meant ? `write kind="${meant}"` : `use one of ${names.join(', ')}`;
    return { mistakes: [{ attribute: 'kind', message: `there is no check kind "${written.kind}"`, fix }] };
  }
  const mistakes: CheckMistake[] = [];
  const mode = written.mode ?? 'once';
  if (mode !== 'once' && mode !== 'holds') {
    mistakes.push({ attribute: 'mode', message: `"${mode}" is no mode`, fix: 'write mode="once" or mode="holds"' });
  }
  const parsed = kind.schema.safeParse(written.attributes);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) {
          mistakes.push({
            attribute: key,
            message: `${kind.name} knows no attribute "${key}"`,
            fix: `remove it; ${kind.name} has ${attributeNames(kind).join(', ')}`,
          });
        }
        continue;
      }
      const attribute = issue.path[0] === undefined ? undefined : String(issue.path[0]);
      const missing = attribute !== undefined && written.attributes[attribute] === undefined;
      mistakes.push({
        ...(attribute === undefined || missing ? {} : { attribute }),
        message: missing
          ? `${kind.name} needs the attribute "${attribute}"`
          : `${attribute ?? kind.name}: ${issue.message}`,
        fix: attribute === undefined ? issue.message : `write ${attribute}="…"`,
      });
    }
  }
  if (mistakes.length > 0 || !parsed.success || (mode !== 'once' && mode !== 'holds')) return { mistakes };
  const needs = (written.needs ?? '').split(/\s+/).filter(Boolean);
  return { check: { id: written.id, kind: kind.name, mode, needs, expected: parsed.data } };
}

/** Names of the attributes a kind has, for messages and the reference. */
export function attributeNames(kind: { schema: unknown }): string[] {
  const { schema } = kind;
  const shape = schema instanceof Object && 'shape' in schema ? schema.shape : {};
  return Object.keys(shape instanceof Object ? shape : {});
}
