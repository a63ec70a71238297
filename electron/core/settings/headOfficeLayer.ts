import { layOver, type Policy, readPolicy, withoutLayer } from './policy.ts'
import type { Settings, SettingsStore } from './settings.ts'

/** What directives may not set: who head office is, who may set the till up, and where the till looks for directives. */
const ownNames = new Set(['start.administrators', 'start.users', 'start.provisioning', 'updates.feed'])

export function isSetByDirectives(name: string): boolean {
  return !name.startsWith('fleet.') && !ownNames.has(name)
}

/** The settings that head office has set from afar. */
export function headOfficeLayer({ headOffice }: Pick<Settings, 'headOffice'>): Policy {
  return readLayer(headOffice?.inForce?.contents.settings ?? {}).policy
}

/** @returns also the names of what is no setting here, or holds no valid value: of a later version, say */
export function readLayer(settings: Record<string, unknown>): ReturnType<typeof readPolicy> {
  const all = Object.entries(settings)
  const { policy, problems } = readPolicy(Object.fromEntries(all.filter(([name]) => isSetByDirectives(name))))
  return { policy, problems: [...problems, ...all.map(([name]) => name).filter((name) => !isSetByDirectives(name))] }
}

/**
 * The store with what head office has set laid over it, as it is at each moment. The shop's own values stay stored, for the
 * day head office sets them no more. Laid twice over a store it is the same.
 */
export function underHeadOffice(settings: SettingsStore): SettingsStore {
  // Each request reads the settings, and a store returns the same object until it is written.
  let last: { own: Settings; shown: Settings } | undefined
  return {
    read() {
      const own = settings.read()
      if (last?.own !== own) last = { own, shown: layOver(own, headOfficeLayer(own)) }
      return last.shown
    },
    write(next) {
      const own = settings.read()
      settings.write(withoutLayer(own, next, headOfficeLayer(own)))
    },
  }
}
