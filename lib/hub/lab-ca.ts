// First: @peculiar/x509 does not load without it.
import 'reflect-metadata';
import { join } from 'node:path';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { z } from 'zod';
import { type Clock, systemClock } from '#lib/base/index.ts';
import { hubHosts } from './access.ts';
import { nameConstraints } from './name-constraints.ts';
import { readText, writeWhole } from './store/files.ts';

/** PEM texts: what sandboxes trust, and what the hub's HTTPS server shows. */
export interface LabCa {
  caPem: string;
  key: string;
  cert: string;
}

/** The gateway of every sandbox's inner network, where the hub is reached. */
const hubAddress = '10.200.0.1';
const localAddress = '127.0.0.1';
const dayMs = 24 * 3_600_000;
const caDays = 3650;
const leafDays = 397;
/** Renewed on a start within so many days of the end: a server that runs for a season is covered. */
const renewDays = 120;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** Everything the hub is called by: when this list changes, so must the CA, which vouches for nothing else. */
const dnsNames = [...hubHosts, 'localhost'];
const addresses = [hubAddress, localAddress];
const Stored = z.strictObject({
  names: z.array(z.string()),
  caPem: z.string(),
  caKey: z.string(),
  cert: z.string(),
  key: z.string(),
});
type Stored = z.infer<typeof Stored>;

/**
 * The certificate authority of this installation, made once and kept in `folder` (0600), and a certificate by it for
 * Docker Hub's names, localhost and 10.200.0.1, renewed well before it ends. The CA is trusted inside sandboxes only
 * and, by its name constraints, for these names only. A file that cannot be read is replaced by a new CA.
 */
export async function createLabCa(folder: string, clock: Clock = systemClock): Promise<LabCa> {
  const path = join(folder, 'lab-ca.json');
  const kept = readStored(await readText(path));
  const now = clock.now();
  const ca =
    kept && namesMatch(kept) && lasts(kept.caPem, now, leafDays)
      ? { caPem: kept.caPem, caKey: kept.caKey }
      : await makeAuthority(now);
  const leafIsGood = kept !== null && ca.caPem === kept.caPem && lasts(kept.cert, now, renewDays);
  const leaf = leafIsGood ? { cert: kept.cert, key: kept.key } : await makeLeaf(ca, now);
  if (!leafIsGood) {
    const stored: Stored = { names: [...dnsNames, ...addresses], ...ca, ...leaf };
    await writeWhole(folder, path, JSON.stringify(stored));
  }
  return { caPem: ca.caPem, ...leaf };
}

function readStored(text: string | null): Stored | null {
  if (text === null) return null;
  try {
    return Stored.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function namesMatch({ names }: Stored): boolean {
  return names.join() === [...dnsNames, ...addresses].join();
}

function lasts(pem: string, now: number, days: number): boolean {
  return new X509Certificate(pem).notAfter.getTime() - now > days * dayMs;
}

async function makeAuthority(now: number): Promise<{ caPem: string; caKey: string }> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Slipway lab CA',
    ...validity(now, caDays),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      nameConstraints(['docker.io', 'localhost'], addresses),
      await SubjectKeyIdentifierExtension.create(keys.publicKey, false),
    ],
  });
  return { caPem: certificate.toString('pem'), caKey: await exportKey(keys.privateKey) };
}

async function makeLeaf(
  { caPem, caKey }: { caPem: string; caKey: string },
  now: number,
): Promise<{ cert: string; key: string }> {
  const authority = new X509Certificate(caPem);
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const names = dnsNames.map((value) => ({ type: 'dns' as const, value }));
  const ips = addresses.map((value) => ({ type: 'ip' as const, value }));
  const certificate = await X509CertificateGenerator.create({
    subject: 'CN=Slipway hub',
    issuer: authority.subject,
    ...validity(now, leafDays),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: await importKey(caKey),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([...names, ...ips]),
      await AuthorityKeyIdentifierExtension.create(authority, false),
    ],
  });
  return { cert: certificate.toString('pem'), key: await exportKey(keys.privateKey) };
}

/** From yesterday: a sandbox's or a colleague's clock may be slow. */
function validity(now: number, days: number): { notBefore: Date; notAfter: Date; serialNumber: string } {
  const serial = crypto.getRandomValues(new Uint8Array(15));
  return {
    notBefore: new Date(now - dayMs),
    notAfter: new Date(now + days * dayMs),
    serialNumber: `01${Buffer.from(serial).toString('hex')}`,
  };
}

async function exportKey(key: CryptoKey): Promise<string> {
  return PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

async function importKey(pem: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), algorithm, false, ['sign']);
}
