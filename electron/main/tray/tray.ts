import { app, Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from 'electron'
import type { OutboxCounts } from '#contract/outbox/entry.ts'
import type { Language } from '#contract/setting.ts'
import type { Condition, Status } from '#contract/status.ts'
import type { Agent } from '#core/agent.ts'
import type { StartAtLogin } from '#main/lifecycle/startAtLogin.ts'
import { type Words, wordsFor } from '#main/lifecycle/words.ts'
import type { TillWindow } from '#main/window/tillWindow.ts'
import { type ShownMode, shownModeOf } from '#words/shownMode.ts'
import { trayIcon } from './trayIcons.ts'

/** @property outbox absent while it is not known, as are the upstreams */
interface TrayStatus {
  condition: Condition
  outbox?: OutboxCounts | undefined
  upstreams?: Status['upstreams'] | undefined
  training?: Status['training'] | undefined
}

interface Options {
  agent: { status(): TrayStatus; changes: Pick<Agent['changes'], 'subscribe'> }
  window: Pick<TillWindow, 'show'>
  /** In place of the system's. */
  language: Language | undefined
  startAtLogin: StartAtLogin
}

/**
 * Shows the condition of the till in the system tray, with a menu.
 *
 * @returns removes it
 */
export function openTray({ agent, window, language, startAtLogin }: Options): () => void {
  const words = wordsFor(language ?? app.getLocale())
  let drawn = ''
  const tray = new Tray(trayIcon(agent.status().condition, nativeTheme.shouldUseDarkColors))
  const draw = () => {
    const { condition, outbox, upstreams = [], training } = agent.status()
    const mode = modeText(shownModeOf({ upstreams, training }), words)
    const kept = outbox && outbox.open + outbox.needPerson > 0 ? words.outbox(outbox) : undefined
    const isDark = nativeTheme.shouldUseDarkColors
    // Setting a menu closes the one that a person has open, so nothing is drawn without a change.
    const next = [condition, kept, mode, isDark, startAtLogin.isOn()].join()
    if (next === drawn) return
    drawn = next
    tray.setImage(trayIcon(condition, isDark))
    tray.setToolTip([`Till Agent: ${words[condition]}`, ...(mode ? [mode] : []), ...(kept ? [kept] : [])].join('\n'))
    tray.setContextMenu(Menu.buildFromTemplate(menuItems({ condition, kept, mode }, window, startAtLogin, words)))
  }
  draw()
  const unsubscribe = agent.changes.subscribe(({ topic }) => {
    if (topic === 'status' || topic === 'upstreams' || topic === 'clients' || topic === 'outbox') draw()
  })
  startAtLogin.onChange(draw)
  nativeTheme.on('updated', draw)
  tray.on('click', () => window.show())
  return () => {
    unsubscribe()
    nativeTheme.off('updated', draw)
    tray.destroy()
  }
}

/** What does not count, in words; `undefined` where everything does. */
function modeText(mode: ShownMode, words: Words): string | undefined {
  switch (mode.kind) {
    case 'live':
      return undefined
    case 'test':
      return words.testMode(mode.upstreams)
    case 'training':
      return words.training
  }
}

/** @param kept what the outbox holds, in words @param mode what does not count, in words */
function menuItems(
  { condition, kept, mode }: { condition: Condition; kept: string | undefined; mode: string | undefined },
  window: Options['window'],
  startAtLogin: StartAtLogin,
  words: Words,
): MenuItemConstructorOptions[] {
  const isStarted = startAtLogin.isOn()
  const start: MenuItemConstructorOptions = {
    label: words.startAtLogin,
    type: 'checkbox',
    checked: isStarted ?? false,
    click: () => startAtLogin.set(!isStarted),
  }
  return [
    { label: words.open, click: () => window.show() },
    { label: words[condition], click: () => window.show('status') },
    ...(mode ? [{ label: mode, click: () => window.show() }] : []),
    ...(kept ? [{ label: kept, click: () => window.show('outbox') }] : []),
    { label: words.doctor, click: () => window.show('doctor') },
    { type: 'separator' },
    ...(isStarted === undefined ? [] : [start]),
    { label: words.quit, click: () => app.quit() },
  ]
}
