const algorithm = { name: 'HMAC', hash: 'SHA-256' }
const textBytes = (text: string) => new TextEncoder().encode(text)

/** What a page keeps of the key that a link gave it: good for the handshake, and readable by nobody. */
export async function importPageKey(text: string): Promise<CryptoKey> {
  const digest = await crypto.subtle.digest('SHA-256', textBytes(text))
  return crypto.subtle.importKey('raw', digest, algorithm, false, ['sign'])
}

/**
 * The page's side of `electron/api/web/pageProof.ts`: has the agent show that it knows the key, and makes of it what calls bring in
 * this run of the agent.
 *
 * @param ask GETs a path of the page's own origin
 * @returns `undefined` where no session is known there
 * @throws where nobody answers, or somebody who does not know the key
 */
export async function handshake(key: CryptoKey, ask: (path: string) => Promise<Response>): Promise<string | undefined> {
  const challenge = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const response = await ask(`/proof/${challenge}`)
  if (response.status === 401) return undefined
  const { run, proof } = (await response.json()) as { run: string; proof: string }
  if (proof !== (await macOf(key, `till-agent agent ${run} ${challenge}`))) throw new Error('Another program answers')
  return macOf(key, `till-agent page ${run}`)
}

async function macOf(key: CryptoKey, text: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, textBytes(text))))
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
