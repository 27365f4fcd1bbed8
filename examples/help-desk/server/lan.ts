import type { networkInterfaces } from 'node:os';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { create, toString as drawCode } from 'qrcode';
import { generate } from 'selfsigned';
import type { PhoneInvitation } from '../desk-data.ts';

const DAYS_VALID = 30;

/** The machine's own address in its network: the first IPv4 address that is not loopback; null where it has none. */
export function lanAddress(interfaces: ReturnType<typeof networkInterfaces>): string | null {
  const addresses = Object.values(interfaces).flatMap((entries) => entries ?? []);
  return addresses.find((entry) => entry.family === 'IPv4' && !entry.internal)?.address ?? null;
}

/** A certificate for this address, signed by itself: phones warn about it once, then camera and microphone work. */
export async function makeCertificate(
  address: string,
  now: number,
): Promise<{ readonly key: string; readonly cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: address }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - 86_400_000),
    notAfterDate: new Date(now + DAYS_VALID * 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: address },
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  });
  return { key, cert };
}

/** Makes this process, and nothing else, believe a certificate. */
export function trust(cert: string): void {
  setDefaultCACertificates([...getCACertificates('default'), cert]);
}

/** The QR code of the customer's page as the start page draws it. */
export function phoneInvitation(url: string): PhoneInvitation {
  const { modules } = create(url, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (__, column) => modules.get(row, column) === 1),
  );
  return { url, modules: rows };
}

/** The same code for a terminal, as text. */
export function terminalCode(url: string): Promise<string> {
  return drawCode(url, { type: 'terminal', small: true });
}
