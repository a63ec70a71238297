import { app, Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from 'electron'
import type { Language } from '#contract/setting.ts'
import type { Condition } from '#contract/status.ts'
import type { Agent } from '#core/agent.ts'
import type { StartAtLogin } from '#main/lifecycle/startAtLogin.ts'
import { type Words, wordsFor } from '#main/lifecycle/words.ts'
import type { TillWindow } from '#main/window/tillWindow.ts'
import { trayIcon } from './trayIcons.ts'

interface Options {
  agent: { status(): { condition: Condition }; changes: Pick<Agent['changes'], 'subscribe'> }
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
    const { condition } = agent.status()
    const isDark = nativeTheme.shouldUseDarkColors
    // Setting a menu closes the one that a person has open, so nothing is drawn without a change.
    const next = [condition, isDark, startAtLogin.isOn()].join()
    if (next === drawn) return
    drawn = next
    tray.setImage(trayIcon(condition, isDark))
    tray.setToolTip(`Till Agent: ${words[condition]}`)
    tray.setContextMenu(Menu.buildFromTemplate(menuItems(condition, window, startAtLogin, words)))
  }
  draw()
  const unsubscribe = agent.changes.subscribe(({ topic }) => {
    if (topic === 'status' || topic === 'upstreams' || topic === 'clients') draw()
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

function menuItems(
  condition: Condition,
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
    { label: words.doctor, click: () => window.show('doctor') },
    { type: 'separator' },
    ...(isStarted === undefined ? [] : [start]),
    { label: words.quit, click: () => app.quit() },
  ]
}
