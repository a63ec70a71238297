import type { DirectiveContents } from '#contract/fleet/directives.ts'
import { settingDescriptors } from '#core/settings/settingDescriptors.ts'
import type { SettingsStore, StoredHeadOffice } from '#core/settings/settings.ts'

/** Starts in a row after which the till is not well, before what head office set is taken back. A power cut may be one of them. */
const maxStarts = 2

/** Whether some of what these directives change takes effect at the next start of the agent alone. */
export function needsRestart(before: DirectiveContents, after: DirectiveContents): boolean {
  return settingDescriptors().some(
    ({ facts: { name, needsRestart: isAtStart } }) => isAtStart && before.settings[name] !== after.settings[name],
  )
}

/**
 * To be called when the agent starts, before it opens anything: a port that is taken, say, ends the process before anything
 * could watch it. Counts the start, and puts back the settings of before where the till was not well after earlier ones. What
 * else the directives changed is put back once the agent is open.
 *
 * @throws Fault `SETTINGS_UNWRITABLE`
 */
export function countTrialStart(settings: SettingsStore, now: number): void {
  const stored = settings.read()
  const { headOffice } = stored
  if (headOffice?.trial?.step !== 'restart' || headOffice.bar) return
  settings.write({ ...stored, headOffice: startedOnce(headOffice, headOffice.trial, now) })
}

function startedOnce(
  headOffice: StoredHeadOffice,
  trial: NonNullable<StoredHeadOffice['trial']>,
  now: number,
): StoredHeadOffice {
  if (trial.starts < maxStarts) return { ...headOffice, trial: { ...trial, starts: trial.starts + 1 } }
  return takenBack(headOffice, 'the till did not start properly with it', now)
}

/** The record once directives are taken back: their settings at once, the rest by `going-back`. */
export function takenBack({ inForce, ...record }: StoredHeadOffice, reason: string, at: number): StoredHeadOffice {
  const { trial } = record
  if (!inForce || !trial) return { ...record, ...(inForce && { inForce }) }
  const { counter, digest } = inForce
  return {
    ...record,
    ...(trial.before && { inForce: trial.before }),
    trial: { ...trial, step: 'going-back' },
    failed: { counter, digest, outcome: 'taken-back', reason, at },
  }
}
