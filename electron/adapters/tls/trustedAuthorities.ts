import { readFileSync } from 'node:fs'
import { getCACertificates } from 'node:tls'
import { isCertificate } from './tlsTrust.ts'

/**
 * Where a Linux system keeps the authorities that its administrator trusts, as one PEM file; the first that is there
 * counts. Node's own list of them takes 100 ms and lets the environment name other files (`SSL_CERT_FILE`, attacks.md T46).
 */
const linuxBundles = [
  // Debian, Ubuntu, Alpine
  '/etc/ssl/certs/ca-certificates.crt',
  // Fedora, RHEL
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  // SUSE
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/**
 * The authorities in each certificate store that counts, as PEM: those that come with Node, and the system's, where the
 * authority of a store's own filter is. What the environment of the process names is not among them.
 *
 * @param bundles paths of PEM files, for Linux; `built-in` leaves the system's store out
 */
export function trustedAuthorities(bundles: readonly string[] | 'built-in' = linuxBundles): string[] {
  const known = new Map<string, string>()
  for (const pem of getCACertificates('bundled')) known.set(bodyOf(pem), pem)
  for (const pem of bundles === 'built-in' ? [] : systemAuthorities(bundles)) {
    const body = bodyOf(pem)
    // One that cannot be read would make the whole list useless.
    if (!known.has(body) && isCertificate(pem)) known.set(body, pem)
  }
  return [...known.values()]
}

/** Empty when the system has none that can be read: the authorities that come with Node remain. */
function systemAuthorities(bundles: readonly string[]): string[] {
  const hasStore = process.platform === 'win32' || process.platform === 'darwin'
  const sources = hasStore
    ? [() => getCACertificates('system')]
    : bundles.map((path) => () => certificatesIn(readFileSync(path, 'utf8')))
  for (const read of sources) {
    try {
      return read()
    } catch {
      // The next one may be there.
    }
  }
  return []
}

const begin = '-----BEGIN CERTIFICATE-----'
const end = '-----END CERTIFICATE-----'

/** Each with its first and last line. */
function certificatesIn(bundle: string): string[] {
  const parts = bundle.split(begin).slice(1)
  return parts.filter((part) => part.includes(end)).map((part) => begin + part.slice(0, part.indexOf(end)) + end)
}

/** In base64, without the lines of PEM. */
function bodyOf(pem: string): string {
  return pem.replaceAll(/-----.*?-----|\s/g, '')
}
