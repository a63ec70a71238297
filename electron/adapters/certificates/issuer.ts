import { type DetailedPeerCertificate, getCACertificates, type PeerCertificate } from 'node:tls'
import type { Issuer } from '#core/diagnostics/diagnostics.ts'

/**
 * The authority behind a server's certificate.
 *
 * @param isTrusted whether TLS accepted the certificate
 */
export function issuerOf(leaf: DetailedPeerCertificate, isTrusted: boolean): Issuer {
  const chain = chainFrom(leaf)
  const isPublic = isTrusted && chain.some(isBundledAuthority)
  // A public authority signs through an intermediate one, whose name, such as "R11", tells a person nothing.
  const name = nameIn(isPublic ? chain.at(-1)?.subject : chain[0]?.issuer)
  return { name: name || 'somebody unnamed', isPublic }
}

/** The server's own certificate first, then its issuers as far as they are known. */
function chainFrom(leaf: DetailedPeerCertificate): DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = []
  let next: DetailedPeerCertificate | undefined = leaf
  while (next?.raw && !chain.includes(next)) {
    chain.push(next)
    next = next.issuerCertificate
  }
  return chain
}

/** The organisation or the common name, at most 80 characters. A certificate may hold any text. */
function nameIn({ O: organisation, CN: name }: Partial<PeerCertificate['subject']> = {}): string | undefined {
  const [text] = [organisation ?? name].flat()
  return text
    ?.replaceAll(/[\p{C}"]/gu, ' ')
    .trim()
    .slice(0, 80)
}

/** In base64, without the lines of PEM. */
let bundledAuthorities: Set<string> | undefined

/** Whether it is one of the authorities that come with Node, which Firefox trusts too. */
function isBundledAuthority({ raw }: DetailedPeerCertificate): boolean {
  bundledAuthorities ??= new Set(getCACertificates('bundled').map((pem) => pem.replaceAll(/-----.*?-----|\s/g, '')))
  return bundledAuthorities.has(raw.toString('base64'))
}
