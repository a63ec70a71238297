import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Pin, PinStatus } from '#contract/pin.ts'
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
  /** The manager's PIN, and whether this caller may change the setup now. */
  pin: {
    status: oc.output(PinStatus),
    unlock: oc
      .errors({ ...pinFaults, ...writeFaults })
      .input(z.object({ pin: Pin }))
      .output(PinStatus),
    lock: oc.output(PinStatus),
    set: oc
      .errors(writeFaults)
      .input(z.object({ pin: Pin }))
      .output(PinStatus),
    remove: oc.errors(writeFaults).output(PinStatus),
    /** Says that the store does without, so that nobody is asked again. */
    decline: oc.errors(writeFaults).output(PinStatus),
  },
}
