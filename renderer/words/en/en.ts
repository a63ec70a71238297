import { audit } from './audit.ts'
import { customer } from './customer.ts'
import { doctor } from './doctor.ts'
import { faults } from './faults.ts'
import { firstRun } from './firstRun.ts'
import { pairing } from './pairing.ts'
import { parts } from './parts.ts'
import { pin } from './pin.ts'
import { programs } from './programs.ts'
import { schemes } from './schemes.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { status } from './status.ts'
import { updates } from './updates.ts'
import { upstreams } from './upstreams.ts'

/** Every word of the window, by screen. Other languages have the same shape: `Words`. */
export const en = {
  shell,
  parts,
  faults,
  schemes,
  customer,
  firstRun,
  audit,
  doctor,
  pairing,
  pin,
  programs,
  settings,
  status,
  updates,
  upstreams,
}

/** Plural forms that English has not. */
type MoreForms = 'zero' | 'two' | 'few' | 'many'

/** The same keys with texts of their own, and with all plural forms where English has its two. */
export type Words<Part = typeof en> = {
  readonly [Key in keyof Part]: Part[Key] extends string ? string : Words<Part[Key]>
} & {
  readonly [Key in keyof Part as Key extends `${infer Plural}_other` ? `${Plural}_${MoreForms}` : never]: string
}
