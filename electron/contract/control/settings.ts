import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Pin, PinLevel, PinStatus } from '#contract/pin.ts'
import { refusals } from '#contract/refusals.ts'
import { SettingValue, SettingView } from '#contract/setting.ts'

const pinFaults = refusals('PIN_WRONG', 'PIN_BLOCKED')
const writeFaults = refusals('SETTINGS_UNWRITABLE')

export const settings = {
  settings: {
    list: oc.output(z.array(SettingView)),
    /** Removes the setting when `value` is absent. */
    set: oc
      .errors({ ...writeFaults, ...refusals('INVALID_INPUT', 'SETTING_MANAGED') })
      .input(z.object({ name: z.string().max(100), value: SettingValue.optional() }))
      .output(SettingView),
  },
  /** The PINs of manager and shift leads, and what this caller may do now. */
  pin: {
    status: oc.output(PinStatus),
    unlock: oc
      .errors({ ...pinFaults, ...writeFaults })
      .input(z.object({ pin: Pin }))
      .output(PinStatus),
    lock: oc.output(PinStatus),
    set: oc
      .errors({ ...writeFaults, ...refusals('INVALID_INPUT') })
      /** @property level the manager's where it is left out */
      .input(z.object({ pin: Pin, level: PinLevel.default('manager') }))
      .output(PinStatus),
    /** The manager's takes the one of shift leads with it. */
    remove: oc
      .errors(writeFaults)
      .input(z.object({ level: PinLevel.default('manager') }).optional())
      .output(PinStatus),
    /** Says that the store does without, so that nobody is asked again. */
    decline: oc.errors(writeFaults).output(PinStatus),
  },
}
