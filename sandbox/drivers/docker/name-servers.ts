import { readFile } from 'node:fs/promises';

/** IPv4 name servers of a resolv.conf that answer from anywhere, so not the host's own loopback. */
export function nameServersIn(text: string): string[] {
  return [...text.matchAll(/^\s*nameserver\s+(\d+\.\d+\.\d+\.\d+)\s*$/gm)]
    .map((match) => match[1] ?? '')
    .filter((address) => !address.startsWith('127.'));
}

/** The host's real name servers. Where systemd-resolved stands in between, those it asks. Empty: the host has none. */
export async function hostNameServers(
  files: readonly string[] = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'],
): Promise<string[]> {
  for (const file of files) {
    const found = nameServersIn(await readFile(file, 'utf8').catch(() => ''));
    if (found.length > 0) return found;
  }
  return [];
}
