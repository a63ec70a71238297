import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import { CustomerBook } from '../core/customerBook.ts'
import type { Proof, Scheme } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import { metIn, oddProof, refusedProof, silentProof } from './answers.ts'
import { isSpent, isUnknownClient, ScayleApi, scayleCloud, scayleRefused } from './scayleApi.ts'
import { ScayleCustomer } from './scayleCustomer.ts'
import { scayleRules } from './scayleRules.ts'
import { withoutTokens } from './scayleTokens.ts'

const Settings = z.strictObject({
  clientId: z.string().regex(/^[\x21-\x39\x3b-\x7e]+$/, 'must be plain ASCII without blanks and colons'),
  /** Travels in a header, too. */
  shopId: z.coerce.string().regex(/^[1-9]\d{0,9}$/, 'must be the number of the shop'),
})
const Secrets = z.strictObject({
  clientSecret: z.string().regex(/^[\x21-\x7e]+$/, 'must be plain ASCII without blanks'),
})

/** Calls whose 401 may be about what the customer brought; any other can only mean the till (scayle.md 5). */
const customersOwn = /\/(?:oauth\/token|auth\/password\/update-by-hash)\/?(?:[?;]|$)/i

/**
 * SCAYLE's Authentication API: Basic for the till, and for each customer who signed in through the agent a bearer token that
 * the agent keeps and renews (scayle.md).
 */
export const scayle: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'scayle',
  settings: Settings,
  secrets: Secrets,

  seal: ({ clientSecret }) => new Secret(clientSecret),

  open({ clientId, shopId }, sealed, ports, baseUrl) {
    const apiAt = (http = ports.http(baseUrl)) => new ScayleApi(http, clientId, sealed, shopId)
    const api = apiAt()
    const book = new CustomerBook(ports)
    return {
      authorise: () => api.asTill(),
      judge: (status, path) => (status === 401 && !customersOwn.test(path) ? 'locked' : 'pass'),
      judgeBody: (beginning) => (isUnknownClient(beginning.toString()) ? 'locked' : 'pass'),
      customers: {
        book,
        take: (body, recipient) =>
          withoutTokens(body, recipient, book, (pair, forget) => new ScayleCustomer(api, pair, ports, forget)),
      },
      close: () => book.close(),
      probe: (http, clock) => probe(apiAt(http), clock),
    }
  },

  ...scayleRules,
}

/** There is no token for a shop, so a refresh token that never was is shown: that is refused only after the client is known. */
async function probe(api: ScayleApi, clock: Clock): Promise<Proof> {
  const outcome = await api.askToRefresh('till-agent-probe')
  if (outcome.kind === 'silence') return silentProof(outcome, scayleCloud)
  if (isUnknownClient(outcome.body)) return refusedProof(scayleRefused, outcome, clock)
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(outcome.headers['content-type'] ?? '')
  if (isJson && isSpent(outcome)) return { outcome: 'accepted', identity: metIn(outcome, clock) }
  return outcome.status === 401 ? refusedProof(scayleRefused, outcome, clock) : oddProof(outcome, scayleCloud, clock)
}
