import { z } from 'zod'
import { PastedText, SecretText } from '#contract/text/pastedText.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { Secret } from '#core/base/secret.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { basicCredential } from '#schemes/shared/basicCredential.ts'
import { ClientId, ClientSecret, giniRules, MediaType, mediaTypeHeader } from './api.ts'

/** Always the same for one user: another identifier is another user, with other documents (gini.md 3). */
const UserIdentifier = PastedText.regex(/^[\x21-\x7e]+$/, 'must be plain ASCII without blanks')

const Settings = z.strictObject({ clientId: ClientId, userIdentifier: UserIdentifier, mediaType: MediaType })
const Secrets = z.strictObject({
  clientSecret: ClientSecret,
  /** Makes the identifiers of users whom clients name. The same at every till that is to reach the same users. */
  userKey: SecretText.min(32, 'must have at least 32 characters').optional(),
})

export type NamedUserSettings = z.infer<typeof Settings>
type Secrets = z.infer<typeof Secrets>

/** A scheme whose client names the user it acts for (gini.md 3, flows 1 to 3). */
export type NamedUserScheme = Scheme<NamedUserSettings, Secrets>

const userPreset = 'gini:users'

/** What `gini-trusted` and `gini-derived` have in common. */
export const namedUserScheme = {
  settings: Settings,
  secrets: Secrets,
  toStoredCredential: ({ clientSecret, userKey }) =>
    new Secret(userKey === undefined ? clientSecret : JSON.stringify({ clientSecret, userKey })),
  secretsIn: (storedCredential) => {
    const { clientSecret, userKey } = storedSecretsIn(storedCredential)
    return { clientSecret: clientSecret.reveal(), ...(userKey && { userKey: userKey.reveal() }) }
  },
  ...giniRules,
  userPreset,
  // Opens no route either: requests by the other routes may then name a user.
  presets: { ...giniRules.presets, [userPreset]: [] },
} satisfies Partial<NamedUserScheme>

const WithUserKey = z.strictObject({ clientSecret: z.string(), userKey: z.string() })

/** The secrets that `toStoredCredential` reduced. */
export function storedSecretsIn(storedCredential: Secret): { clientSecret: Secret; userKey: Secret | undefined } {
  const { data } = WithUserKey.safeParse(parseJson(storedCredential.reveal()))
  if (!data) return { clientSecret: storedCredential, userKey: undefined }
  return { clientSecret: new Secret(data.clientSecret), userKey: new Secret(data.userKey) }
}

/** The client's Basic credential, the user's identifier and the version, by header name. */
export function namedUserHeaders(
  { clientId, userIdentifier, mediaType }: NamedUserSettings,
  clientSecret: Secret,
): Record<string, string> {
  const [accept, type] = mediaTypeHeader(mediaType)
  return {
    Authorization: basicCredential(clientId, clientSecret.reveal()),
    'X-User-Identifier': userIdentifier,
    [accept]: type,
  }
}
