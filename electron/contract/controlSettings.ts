import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Pin, PinStatus } from './pin.ts'
import { refusals } from './refusals.ts'
import { SettingValue, SettingView } from './setting.ts'

const guessing = refusals('PIN_WRONG', 'PIN_BLOCKED')
const writing = refusals('SETTINGS_UNWRITABLE')

export const settings = {
  settings: {
    list: oc.output(z.array(SettingView)),
    /** Without a value: back to where it would come from otherwise. */
    set: oc
      .errors({ ...writing, ...refusals('INVALID_INPUT', 'SETTING_MANAGED') })
      .input(z.object({ name: z.string().max(100), value: SettingValue.optional() }))
      .output(SettingView),
  },
  /** The manager's PIN, and whether this door may set the till up just now. */
  pin: {
    status: oc.output(PinStatus),
    unlock: oc
      .errors({ ...guessing, ...writing })
      .input(z.object({ pin: Pin }))
      .output(PinStatus),
    lock: oc.output(PinStatus),
    set: oc
      .errors(writing)
      .input(z.object({ pin: Pin }))
      .output(PinStatus),
    remove: oc.errors(writing).output(PinStatus),
  },
}
