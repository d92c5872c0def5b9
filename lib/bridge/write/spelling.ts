/** A name as in an address: "My lesson: part 2" becomes my-lesson-part-2. Empty when there is no Latin letter in it. */
export function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '');
}

/** The name, with a number when it is taken; it is taken from then on. */
export function uniqueName(name: string, taken: string[]): string {
  let unique = name;
  for (let number = 2; taken.includes(unique); number++) unique = `${name}-${number}`;
  taken.push(unique);
  return unique;
}

/** A value between the quotes of an attribute. */
export function attribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/** A comment as MDX has it; `quoted` stands below the words, set in. Nothing in it can end it. */
export function comment(words: string, quoted = ''): string {
  const lines =
    quoted.trim() === ''
      ? []
      : [
          '',
          ...quoted
            .trimEnd()
            .split('\n')
            .map((line) => `    ${line}`.trimEnd()),
          '',
        ];
  const text = [words.replaceAll('\n', ' '), ...lines].join('\n').replaceAll('*/', '* /');
  return `{/* ${text}${lines.length > 0 ? '' : ' '}*/}`;
}
