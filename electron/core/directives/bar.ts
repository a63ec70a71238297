import type { Bar } from '#contract/fleet/directives.ts'
import type { Settings } from '#core/settings/settings.ts'

type Names = Pick<Settings, 'enrolment' | 'installation'>

/** Whether head office means this till: by its own name for it, or by the installation. */
export function isThisTill(name: string, { enrolment, installation }: Names): boolean {
  return name === enrolment?.last?.till || name === installation
}

/** What of these bars this till. */
export function barOf(barred: readonly Bar[], settings: Names): Bar | undefined {
  const { releasedAt = 0 } = settings.enrolment?.last ?? {}
  return barred.find(({ till, since }) => isThisTill(till, settings) && releasedAt <= since)
}
