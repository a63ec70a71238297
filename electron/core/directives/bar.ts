import type { Bar } from '#contract/fleet/directives.ts'
import type { Settings } from '#core/settings/settings.ts'

/** What of these concerns this till: named by head office's name for it, or by its installation. */
export function barOf(
  barred: readonly Bar[],
  { enrolment, installation }: Pick<Settings, 'enrolment' | 'installation'>,
): Bar | undefined {
  const { till: name, releasedAt = 0 } = enrolment?.last ?? {}
  return barred.find(({ till, since }) => (till === name || till === installation) && releasedAt <= since)
}
