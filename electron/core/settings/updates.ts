import type { UpdateSettings } from '#contract/update.ts'

/** The rules in force. `feed` and `pin` are absent where no updates are fetched, and where any version is taken. */
type UpdateRules = { [Name in 'mode' | 'ring' | 'quietHours']: Exclude<UpdateSettings[Name], undefined> }

export const defaultUpdates: UpdateRules = { mode: 'automatic', ring: 'default', quietHours: '22:00-06:00' }
