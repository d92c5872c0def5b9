import { createHmac } from 'node:crypto';

const alphabet = '0123456789abcdefghijkmnpqrstuvwxyz';

/**
 * Makes names of previews from a secret: the same sandbox and port always get the same one, also after a restart; nobody else can
 * make it, and because sandbox ids are random it is never used for another sandbox. About 80 bits.
 */
export function namePorts(secret: string): (sandbox: string, port: number) => string {
  return (sandbox, port) => {
    const digest = createHmac('sha256', secret).update(`preview ${port} ${sandbox}`).digest();
    // 34 symbols from a byte: the first are likelier by a hair, which costs less than one of the 80 bits.
    const token = [...digest.subarray(0, 16)].map((byte) => alphabet[byte % alphabet.length]).join('');
    return `p-${port}-${token}`;
  };
}
