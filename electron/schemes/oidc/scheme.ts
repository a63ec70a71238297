import { z } from 'zod'
import { SecretText } from '#contract/text/pastedText.ts'
import { Fault } from '#core/base/fault.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { Secret } from '#core/base/secret.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { customersPreset, OidcSession } from './session.ts'
import { OidcSettings } from './settings.ts'

const Secrets = z.strictObject({ clientSecret: SecretText.optional() })

const StoredSecrets = z.object({ clientSecret: z.string().optional() })

/**
 * A person signs in with the system's browser, by authorization code with PKCE (RFC 8252, 9700): single sign-on, and a
 * brand's own identity provider (capillary.md 7). The stored credential is the client secret, if there is one; the refresh
 * token rests beside it.
 */
export const oidc: Scheme<OidcSettings, z.infer<typeof Secrets>> = {
  id: 'oidc',
  settings: OidcSettings,
  secrets: Secrets,

  // JSON, because a keychain stores no empty text.
  toStoredCredential: (secrets) => new Secret(JSON.stringify(secrets)),

  open(settings, storedCredential, deps, baseUrl) {
    return new OidcSession(settings, clientSecretIn(storedCredential), deps, baseUrl)
  },

  ownsHeader: (header, { sendIdTokenAs }) =>
    header === sendIdTokenAs?.toLowerCase().replaceAll('_', '-') ||
    header.startsWith('x-cap-') ||
    header.startsWith('cap-'),

  deniedRoutes: [],
  // Opens no route: requests by the other routes may then name a customer.
  presets: { [customersPreset]: [] },
  hasSideEffect: () => false,
}

/** @throws Fault `KEYCHAIN_REFUSED` */
function clientSecretIn(storedCredential: Secret): Secret | undefined {
  // The parser's own message would repeat some of the secret (attacks.md T62).
  const { data } = StoredSecrets.safeParse(parseJson(storedCredential.reveal()))
  if (!data)
    throw new Fault('KEYCHAIN_REFUSED', 'What the keychain keeps for this upstream is damaged.', undefined, anew)
  return data.clientSecret === undefined ? undefined : new Secret(data.clientSecret)
}

const anew =
  'Give the upstream its client secret anew, with "till-agent upstream rotate"; without one, remove it and add it anew.'
