import { isMantineColorScheme, type MantineColorSchemeManager } from '@mantine/core'
import { storedPreference, storePreference } from '#renderer/preferences/preference.ts'

/** Keeps the choice between light and dark where a new link does not clear it. */
export const colourSchemeManager: MantineColorSchemeManager = {
  get: (usual) => {
    const stored = storedPreference('colours')
    return isMantineColorScheme(stored) ? stored : usual
  },
  set: (scheme) => storePreference('colours', scheme),
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => storePreference('colours', 'auto'),
}
