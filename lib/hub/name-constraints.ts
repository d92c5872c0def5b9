import { Extension } from '@peculiar/x509';

/**
 * The X.509 extension (RFC 5280, 4.2.1.10) that lets a certificate authority vouch for these names only: whoever steals
 * the lab CA's key can pose as the hub inside sandboxes and as nobody else. DNS names cover their subdomains; IPv4 only.
 */
export function nameConstraints(dnsNames: readonly string[], addresses: readonly string[]): Extension {
  const names = dnsNames.map((name) => der(0x82, Buffer.from(name, 'ascii')));
  const ranges = addresses.map((address) =>
    der(0x87, Buffer.from([...address.split('.').map(Number), 255, 255, 255, 255])),
  );
  const subtrees = [...names, ...ranges].map((base) => der(0x30, base));
  return new Extension('2.5.29.30', true, new Uint8Array(der(0x30, der(0xa0, Buffer.concat(subtrees)))));
}

/** A DER value: tag, length, content of at most 65,535 bytes. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head =
    length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}
