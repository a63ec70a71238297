import { audit } from './audit.ts'
import { clients } from './clients.ts'
import { customer } from './customer.ts'
import { doctor } from './doctor.ts'
import { faultCases } from './faultCases.ts'
import { faults } from './faults.ts'
import { firstRun } from './firstRun.ts'
import { outbox } from './outbox.ts'
import { pairing } from './pairing.ts'
import { parts } from './parts.ts'
import { pin } from './pin.ts'
import { schemes } from './schemes.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { status } from './status.ts'
import { updates } from './updates.ts'
import { upstreams } from './upstreams.ts'

/** Every text of the window, by screen. Other languages have the same keys: `Words`. */
export const en = {
  shell,
  parts,
  faults,
  faultCases,
  schemes,
  customer,
  firstRun,
  audit,
  doctor,
  outbox,
  pairing,
  pin,
  clients,
  settings,
  status,
  updates,
  upstreams,
}

/** Plural forms that English does not have. */
type MoreForms = 'zero' | 'two' | 'few' | 'many'

/** The same keys with any text, and all plural forms wherever English has two. */
export type Words<Part = typeof en> = {
  readonly [Key in keyof Part]: Part[Key] extends string ? string : Words<Part[Key]>
} & {
  readonly [Key in keyof Part as Key extends `${infer Plural}_other` ? `${Plural}_${MoreForms}` : never]: string
}
