import { type DetailedPeerCertificate, getCACertificates, type PeerCertificate } from 'node:tls'
import type { Issuer } from '../core/diagnostics.ts'

/** Who vouches for a server. @param isBelieved whether TLS found its certificate to be good */
export function issuerOf(leaf: DetailedPeerCertificate, isBelieved: boolean): Issuer {
  const chain = chainFrom(leaf)
  const isPublic = isBelieved && chain.some(isKnownEverywhere)
  // A public authority signs by another, whose name, such as "R11", tells nobody anything.
  const name = nameIn(isPublic ? chain.at(-1)?.subject : chain[0]?.issuer)
  return { name: name || 'somebody unnamed', isPublic }
}

/** From the server's own certificate up, as far as it is known. */
function chainFrom(leaf: DetailedPeerCertificate): DetailedPeerCertificate[] {
  const chain: DetailedPeerCertificate[] = []
  let next: DetailedPeerCertificate | undefined = leaf
  while (next?.raw && !chain.includes(next)) {
    chain.push(next)
    next = next.issuerCertificate
  }
  return chain
}

function nameIn({ O: organisation, CN: name }: Partial<PeerCertificate['subject']> = {}): string | undefined {
  const [text] = [organisation ?? name].flat()
  return text
    ?.replaceAll(/[\p{C}"]/gu, ' ')
    .trim()
    .slice(0, 80)
}

let bundled: Set<string> | undefined

/** Among the authorities that come with Node, which are those of Mozilla's browser. */
function isKnownEverywhere({ raw }: DetailedPeerCertificate): boolean {
  bundled ??= new Set(getCACertificates('bundled').map((pem) => pem.replaceAll(/-----.*?-----|\s/g, '')))
  return bundled.has(raw.toString('base64'))
}
