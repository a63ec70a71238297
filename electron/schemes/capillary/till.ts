import { createHash } from 'node:crypto'
import { z } from 'zod'
import { PastedText, SecretText } from '#contract/text/pastedText.ts'
import { BaseUrl } from '#contract/values.ts'
import { Secret } from '#core/base/secret.ts'
import type { Assessment } from '#core/scheme/requestAuthenticator.ts'
import type { Scheme, Session } from '#core/scheme/scheme.ts'
import type { TillAuthenticator } from '#schemes/shared/authenticatedCall.ts'
import { basicCredential } from '#schemes/shared/basicCredential.ts'
import { assessCapillaryBody } from './bodyStatus.ts'
import { callerHeaders } from './callerHeaders.ts'
import { capillaryCustomerServices } from './customerServices.ts'
import { probeStoreLogin } from './probe.ts'
import { assessCapillary, capillaryRules, foreignTill } from './rules.ts'
import { BillNumbers } from './writes.ts'

const HeaderText = PastedText.regex(/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/, 'must be plain ASCII, its blanks single')

/** A till's name at Capillary. Newer names follow `^[a-z][a-z0-9._-]{2,}$`, older ones may not (capillary.md 2.4). */
const Settings = z.strictObject({
  till: PastedText.regex(/^[^:]*$/, 'must not hold a colon'),
  /**
   * Present where the base URL is the mobile gateway's, as for a third-party app that signs in with the till's own login. Which
   * headers a brand's gateway wants beside Basic is not documented (capillary.md 4.6), so each is a setting.
   */
  gateway: z
    .strictObject({
      /** Of the CRM, where the credential is proven and customers are looked up. */
      apiBaseUrl: BaseUrl,
      brand: HeaderText.optional(),
      deviceId: HeaderText.optional(),
    })
    .optional(),
  billNumbers: BillNumbers,
  callerHeaders,
})
const Secrets = z.strictObject({ password: SecretText })

const refused = {
  detail: 'Capillary refused the till and password.',
  remedy:
    'Check the till name and password with head office. If every till is refused, Basic authentication may be switched off for the organisation.',
}

/**
 * Basic, with the lower-case hex MD5 of the password in place of the password (capillary.md 2.1). Capillary accepts the
 * MD5 alone, so the vault stores the MD5 and never the password.
 */
export const capillaryTill: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'capillary-till',
  settings: Settings,
  secrets: Secrets,

  toStoredCredential: ({ password }) => new Secret(createHash('md5').update(password, 'utf8').digest('hex')),

  open({ till, gateway }, storedCredential, deps, baseUrl): Session {
    const authorization = new Secret(basicCredential(till, storedCredential.reveal()))
    const authenticator: TillAuthenticator = {
      authorise: () => ['Authorization', authorization.reveal()],
      assess,
      assessBody: (beginning) => assessCapillaryBody(beginning, [401], 'refused'),
    }
    const http = deps.http(gateway?.apiBaseUrl ?? baseUrl)
    const gatewayHeaders = gateway ? headersOf(gateway) : []
    return {
      ...authenticator,
      ...(gateway && { authorise: () => ['Authorization', authorization.reveal(), ...gatewayHeaders] }),
      ...capillaryCustomerServices(authenticator, http, deps.clock),
      alarm: (headers) => foreignTill(headers, till),
      probe: (atBaseUrl, clock) =>
        probeStoreLogin(gateway ? http : atBaseUrl, clock, { Authorization: authorization.reveal() }, refused),
    }
  },

  ...capillaryRules,
}

/** Named as for customers' calls (capillary.md 4.6). */
function headersOf({ brand, deviceId }: { brand?: string | undefined; deviceId?: string | undefined }): string[] {
  return [...(brand ? ['cap_brand', brand] : []), ...(deviceId ? ['cap_device_id', deviceId] : [])]
}

function assess(status: number): Assessment {
  // Capillary locks a login after a few (capillary.md 0.8, 2.5; the status is ASSUMED there).
  return status === 401 ? 'refused' : assessCapillary(status)
}
