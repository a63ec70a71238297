import type { Scheme } from '#core/scheme/scheme.ts'
import { capillaryOauth } from './capillary/oauth.ts'
import { capillaryTill } from './capillary/till.ts'
import { capillaryCustomer } from './capillaryCustomer/scheme.ts'
import { giniAnonymous } from './gini/anonymous.ts'
import { giniDerived } from './gini/derived.ts'
import { giniTrusted } from './gini/trusted.ts'
import { oauth2 } from './oauth2/scheme.ts'
import { oidc } from './oidc/scheme.ts'
import { scayle } from './scayle/scheme.ts'
import { basic } from './static/basic.ts'
import { header } from './static/header.ts'

/** Every way of authenticating that the agent knows. A new one is a file and a line here. */
export const schemes: readonly Scheme[] = [
  capillaryTill,
  capillaryOauth,
  capillaryCustomer,
  scayle,
  giniTrusted,
  giniDerived,
  giniAnonymous,
  oauth2,
  oidc,
  basic,
  header,
]
