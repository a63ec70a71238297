import type { Words } from '../en/en.ts'
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

export const ar: Words = {
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
