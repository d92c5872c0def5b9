import { looksLike } from './edit-distance.ts';

/** What a list of "NAME=value" lines says about one variable; the last line counts. `near` is another name that may have been meant. */
export function lookUp(
  env: readonly string[],
  variable: string,
): { value: string | undefined; near: string | undefined } {
  const set = env.map((line) => {
    const equals = line.indexOf('=');
    return equals === -1 ? { key: line, text: '' } : { key: line.slice(0, equals), text: line.slice(equals + 1) };
  });
  const near = set.find(
    ({ key }) => key !== variable && (key.toLowerCase() === variable.toLowerCase() || looksLike(key, variable)),
  )?.key;
  return { value: set.findLast(({ key }) => key === variable)?.text, near };
}
