import { type Configuration, tokenRevocation } from 'openid-client'
import { failureOf } from './failure.ts'

type Tokens = { [Name in 'refresh_token' | 'access_token']?: string | undefined }

/** Has the provider revoke tokens (RFC 7009). @returns whether it did; false where it has no revocation endpoint */
export async function revokeTokens(configuration: Configuration, tokens: Tokens): Promise<boolean> {
  if (!configuration.serverMetadata().revocation_endpoint) return false
  try {
    for (const name of ['refresh_token', 'access_token'] as const) {
      const token = tokens[name]
      if (token !== undefined) await tokenRevocation(configuration, token, { token_type_hint: name })
    }
    return true
  } catch (thrown) {
    failureOf(thrown)
    return false
  }
}
