// Not yet read by a person whose first language is Simplified Chinese: see docs/translating.md.
import type { Words } from '#words/catalogue.ts'
import { audit } from './audit.ts'
import { clients } from './clients.ts'
import { commandLine } from './commandLine.ts'
import { customer } from './customer.ts'
import { display } from './display.ts'
import { doctor } from './doctor.ts'
import { faultCases } from './faultCases.ts'
import { faults } from './faults.ts'
import { firstRun } from './firstRun.ts'
import { help } from './help.ts'
import { installer } from './installer.ts'
import { outbox } from './outbox.ts'
import { pairing } from './pairing.ts'
import { parts } from './parts.ts'
import { pin } from './pin.ts'
import { schemes } from './schemes.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { status } from './status.ts'
import { tray } from './tray.ts'
import { updates } from './updates.ts'
import { upstreams } from './upstreams.ts'

export const zhHans: Words<'zh-Hans'> = {
  shell,
  parts,
  faults,
  faultCases,
  schemes,
  customer,
  firstRun,
  audit,
  display,
  doctor,
  outbox,
  pairing,
  pin,
  clients,
  settings,
  status,
  updates,
  upstreams,
  tray,
  commandLine,
  help,
  installer,
}
