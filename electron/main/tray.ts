import { app, Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from 'electron'
import type { Agent } from '../core/agent.ts'
import type { StartAtLogin } from './startAtLogin.ts'
import type { TillWindow } from './tillWindow.ts'
import { trayIcon } from './trayIcons.ts'
import { wordsFor } from './words.ts'

interface Options {
  agent: Pick<Agent, 'status' | 'changes'>
  window: Pick<TillWindow, 'show'>
  startAtLogin: StartAtLogin
}

/** How the till is, in the corner of the screen, and the way to all else. The answer takes it away. */
export function openTray({ agent, window, startAtLogin }: Options): () => void {
  const words = wordsFor(app.getLocale())
  let shown = ''
  const tray = new Tray(trayIcon(agent.status().condition, nativeTheme.shouldUseDarkColors))
  const draw = () => {
    const { condition } = agent.status()
    const isDark = nativeTheme.shouldUseDarkColors
    const starts = startAtLogin.isOn()
    // A menu that is set anew closes under the finger of whoever has it open.
    const next = [condition, isDark, starts].join()
    if (next === shown) return
    shown = next
    tray.setImage(trayIcon(condition, isDark))
    tray.setToolTip(`Till Agent: ${words[condition]}`)
    const start: MenuItemConstructorOptions = {
      label: words.startAtLogin,
      type: 'checkbox',
      checked: starts ?? false,
      click: () => startAtLogin.set(!starts),
    }
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.open, click: () => window.show() },
        { label: words[condition], click: () => window.show('status') },
        { label: words.doctor, click: () => window.show('doctor') },
        { type: 'separator' },
        ...(starts === undefined ? [] : [start]),
        { label: words.quit, click: () => app.quit() },
      ]),
    )
  }
  draw()
  const stop = agent.changes.watch(({ topic }) => {
    if (topic === 'status' || topic === 'upstreams' || topic === 'clients') draw()
  })
  startAtLogin.onChange(draw)
  nativeTheme.on('updated', draw)
  tray.on('click', () => window.show())
  return () => {
    stop()
    nativeTheme.off('updated', draw)
    tray.destroy()
  }
}
