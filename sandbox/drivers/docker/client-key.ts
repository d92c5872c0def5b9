import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
// A CommonJS module whose names Node cannot see from outside.
import ssh2 from 'ssh2';

/** A key pair in OpenSSH's formats: the private key's PEM, and `ssh-ed25519 <base64 blob> …`. */
export interface KeyPair {
  private: string;
  public: string;
}

/** Length of an Ed25519 public key's blob: two lengths of 4 bytes, "ssh-ed25519", and the key's 32 bytes. */
const blobBytes = 51;

/**
 * A new Ed25519 pair. ssh2 drops zero bytes that a public key begins with, so that sshd refuses one pair in 256: such a pair
 * is thrown away.
 */
export function makeKeyPair(comment: string): KeyPair {
  for (;;) {
    const pair: KeyPair = ssh2.utils.generateKeyPairSync('ed25519', { comment });
    if (Buffer.from(publicBlob(pair), 'base64').length === blobBytes)
      return { private: pair.private, public: pair.public };
  }
}

/** The base64 blob of a public key: what a host key is pinned by. */
export function publicBlob(pair: KeyPair): string {
  return pair.public.split(' ')[1] ?? '';
}

/** The server's own key pair, the only one sandboxes let in: made once, kept in the data folder for nobody else to read. */
export async function clientKey(dataFolder: string): Promise<KeyPair> {
  const folder = join(dataFolder, 'keys');
  const file = join(folder, 'sandbox-client');
  const read = async () => ({ private: await readFile(file, 'utf8'), public: await readFile(`${file}.pub`, 'utf8') });
  try {
    return await read();
  } catch {
    const pair = makeKeyPair('slipway');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // The public half first: whoever sees the private one finds both.
    await writeFile(`${file}.pub.new`, pair.public, { mode: 0o644 });
    await writeFile(`${file}.new`, pair.private, { mode: 0o600 });
    await rename(`${file}.pub.new`, `${file}.pub`);
    await rename(`${file}.new`, file);
    return pair;
  }
}
