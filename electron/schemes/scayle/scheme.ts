import { z } from 'zod'
import { ProviderKey } from '#contract/customer.ts'
import { PastedText, SecretText, withoutOddEdges } from '#contract/text/pastedText.ts'
import { BaseUrl } from '#contract/values.ts'
import type { Clock } from '#core/base/clock.ts'
import { Secret } from '#core/base/secret.ts'
import type { Http } from '#core/network/controlHttp.ts'
import { CustomerSessions } from '#core/scheme/customerSessions.ts'
import type { CredentialCheck, Scheme } from '#core/scheme/scheme.ts'
import { credentialRefused, noResponse, timingOf, unexpectedResponse } from '#schemes/shared/probeResults.ts'
import { isSpentGrant, isUnknownClient, ScayleApi, scayleCloud, scayleRefused } from './api.ts'
import { checkoutSigner } from './checkout.ts'
import { ScayleCustomer } from './customer.ts'
import { accountMount, authRoot, browserRedirectUrl, rootOf, versionIn, withVersion } from './hosts.ts'
import { ProviderLogin } from './providerLogin.ts'
import { scayleRules, signInPreset } from './rules.ts'
import { extractTokens, handleOf, renewTokens } from './tokenFilter.ts'

/** A list, or on the command line a text with blanks or commas. */
const ProviderKeys = z.preprocess(
  (value) => (typeof value === 'string' ? withoutOddEdges(value).split(/[ ,]+/) : value),
  z.array(ProviderKey).min(1).max(20),
)

const Settings = z.strictObject({
  clientId: PastedText.regex(/^[\x21-\x39\x3b-\x7e]+$/, 'must be plain ASCII without blanks and colons'),
  /** Sent as X-Shop-Id. */
  shopId: z.coerce
    .string()
    .overwrite(withoutOddEdges)
    .regex(/^[1-9]\d{0,9}$/, 'must be the number of the shop'),
  /** The Customer Account API's. */
  accountBaseUrl: BaseUrl.optional(),
  /** Keys of those that customers may sign in at (scayle.md 6). The first is the default. */
  identityProviders: ProviderKeys.optional(),
})
const PlainSecret = SecretText.regex(/^[\x21-\x7e]+$/, 'must be plain ASCII without blanks')
const Secrets = z.strictObject({
  clientSecret: PlainSecret,
  /** Signs checkouts, and sign-ins at an identity provider. Never sent. */
  shopSecret: PlainSecret.optional(),
})

/** Calls whose 401 may be about the customer's code or hash. Any other 401 means the till's credential (scayle.md 5). */
const customerGrantCalls = /\/(?:oauth\/token|auth\/password\/update-by-hash)\/?(?:[?;]|$)/i

/**
 * SCAYLE's Authentication API (scayle.md): Basic for the till, and a bearer token for each customer who signed in through
 * the agent, which stores and renews it.
 */
export const scayle: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'scayle',
  settings: Settings,
  secrets: Secrets,

  toStoredCredential: ({ clientSecret, shopSecret }) =>
    new Secret(shopSecret === undefined ? clientSecret : clientSecret + separator + shopSecret),

  secretsIn: (storedCredential) => {
    const { clientSecret, shopSecret } = secretsIn(storedCredential)
    return { clientSecret: clientSecret.reveal(), ...(shopSecret && { shopSecret: shopSecret.reveal() }) }
  },

  open({ clientId, shopId, identityProviders: providers = [] }, storedCredential, deps, baseUrl) {
    const { clientSecret, shopSecret } = secretsIn(storedCredential)
    const apiAt = (http: Http, version = '') => new ScayleApi(http, clientId, clientSecret, shopId, version)
    const http = deps.http(baseUrl)
    const api = apiAt(http)
    const sessions = new CustomerSessions<ScayleCustomer>(deps)
    const { clock, random } = deps
    const rootApi = apiAt(http, rootOf(baseUrl))
    const login = new ProviderLogin({
      ...{ api: rootApi, clientId, shopId, shopSecret, providers, clock, random },
      redirectUrl: browserRedirectUrl(baseUrl),
    })
    return {
      authorise: () => api.tillHeaders(),
      assess: (status, path) => (status === 401 && !customerGrantCalls.test(path) ? 'refused' : 'pass'),
      assessBody: (beginning) => (isUnknownClient(beginning.toString()) ? 'refused' : 'pass'),
      customers: {
        sessions,
        extractTokens: (body, receiver, path) =>
          extractTokens(
            body,
            receiver,
            sessions,
            (pair, onSignedOut) =>
              new ScayleCustomer({ api: apiAt(http, versionIn(path, baseUrl)), clock, random, onSignedOut }, pair),
          ),
        renewTokens: (handle, receiver) => renewTokens(handle, receiver, sessions),
        handleOf: (token, owner) => handleOf(token, owner, sessions),
        atProvider: {
          preset: signInPreset,
          ways: shopSecret && providers.length > 0 ? ['browser'] : [],
          authenticatesAnew: false,
          providers,
          open: (onSignedOut) => new ScayleCustomer({ api: rootApi, clock, random, onSignedOut }, login),
        },
      },
      checkout: checkoutSigner({ shopId, shopSecret, sessions, clock }),
      close: () => sessions.close(),
      probe: (http, clock) => probe((version) => apiAt(http, version), clock),
    }
  },

  ...scayleRules,
  completeBaseUrl: withVersion,
  mounts: ({ accountBaseUrl }, baseUrl) => [accountMount(accountBaseUrl, baseUrl)],
}

/** Stands in neither secret. */
const separator = '\n'

function secretsIn(stored: Secret): { clientSecret: Secret; shopSecret: Secret | undefined } {
  const [clientSecret = '', shopSecret] = stored.reveal().split(separator)
  return {
    clientSecret: new Secret(clientSecret),
    shopSecret: shopSecret === undefined ? undefined : new Secret(shopSecret),
  }
}

/** SCAYLE has no token for a shop. A made-up refresh token is refused, but only after the client's credential was accepted. */
async function probe(apiAt: (version: string) => ScayleApi, clock: Clock): Promise<CredentialCheck> {
  const madeUp = 'till-agent-probe'
  const first = await apiAt('').requestRefresh(madeUp)
  // The base URL may leave the version out.
  const isElsewhere = first.kind === 'reply' && first.status === 404
  const outcome = isElsewhere ? await apiAt(authRoot).requestRefresh(madeUp) : first
  if (outcome.kind === 'silence') return noResponse(outcome, scayleCloud)
  if (isUnknownClient(outcome.body)) return credentialRefused(scayleRefused, outcome, clock)
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/i.test(outcome.headers['content-type'] ?? '')
  if (isJson && isSpentGrant(outcome)) return { outcome: 'accepted', identity: timingOf(outcome, clock) }
  return outcome.status === 401
    ? credentialRefused(scayleRefused, outcome, clock)
    : unexpectedResponse(outcome, scayleCloud, clock)
}
