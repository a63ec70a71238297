import { Fault } from '#core/base/fault.ts'
import type { Settings } from '#core/settings/settings.ts'

/** Why this till serves nobody; `undefined` while it may. */
export function barredFault({ headOffice }: Pick<Settings, 'headOffice'>): Fault<'TILL_BARRED'> | undefined {
  const { bar } = headOffice ?? {}
  if (!bar) return undefined
  return new Fault('TILL_BARRED', bar.reason && `Head office has barred this till: ${bar.reason}`)
}

/** A pack that was made before the bar does not end it: whoever has the till may have had that pack, too. @throws Fault `PACK_SUPERSEDED` */
export function checkLaterThanBar({ headOffice }: Pick<Settings, 'headOffice'>, releasedAt: number): void {
  const { bar } = headOffice ?? {}
  if (!bar || releasedAt > bar.since) return
  throw new Fault('PACK_SUPERSEDED', 'This pack was made before head office barred this till.')
}

/** The settings of a till that head office has set up again. What was on trial would be judged by credentials that are gone. */
export function withoutBar(settings: Settings): Settings {
  if (!settings.headOffice?.bar) return settings
  const { bar: _, trial: __, ...headOffice } = settings.headOffice
  return { ...settings, headOffice }
}
