import type { Scheme } from '../core/scheme.ts'
import { basic } from './basic.ts'
import { capillaryCustomer } from './capillaryCustomer.ts'
import { capillaryOauth } from './capillaryOauth.ts'
import { capillaryTill } from './capillaryTill.ts'
import { giniAnonymous } from './giniAnonymous.ts'
import { giniDerived } from './giniDerived.ts'
import { giniTrusted } from './giniTrusted.ts'
import { header } from './header.ts'
import { oauth2 } from './oauth2.ts'
import { oidc } from './oidc.ts'
import { scayle } from './scayle.ts'

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
