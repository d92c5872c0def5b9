import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * The text in `file`, made once from `bytes` random bytes (hexadecimal) and readable by this user alone. There is no default
 * secret anywhere. Two processes starting at once agree: the one that links first wins.
 */
export function secretFile(file: string, bytes: number): string {
  const draft = `${file}.${process.pid}.new`;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    writeFileSync(draft, `${randomBytes(bytes).toString('hex')}\n`, { mode: 0o600 });
    chmodSync(draft, 0o600);
    try {
      linkSync(draft, file);
    } catch {
      // Another process was first; its secret is read below.
    } finally {
      rmSync(draft, { force: true });
    }
    return readFileSync(file, 'utf8').trim();
  }
}
