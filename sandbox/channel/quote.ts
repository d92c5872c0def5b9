/**
 * An argument vector as one line for a POSIX shell: every word in single quotes, so nothing in it is ever interpreted.
 * Throws a TypeError for a NUL byte, which no argument can hold, and for an empty vector.
 */
export function quoteCommand(command: readonly string[]): string {
  if (command.length === 0) throw new TypeError('A command needs at least one word.');
  return command.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  if (word.includes('\0')) throw new TypeError('An argument cannot hold a NUL byte.');
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
