import { app, Menu, type MenuItemConstructorOptions, nativeTheme, Tray } from 'electron'
import type { Topic } from '#contract/event.ts'
import type { OutboxCounts } from '#contract/outbox/entry.ts'
import type { Condition, Status } from '#contract/status.ts'
import type { Agent } from '#core/agent.ts'
import type { CustomerScreen } from '#main/display/customerScreen.ts'
import type { StartAtLogin } from '#main/lifecycle/startAtLogin.ts'
import type { TillWindow } from '#main/window/tillWindow.ts'
import { formats } from '#words/format.ts'
import { type ShownMode, shownModeOf } from '#words/shownMode.ts'
import type { Translator } from '#words/translator.ts'
import { outboxLine } from './outboxLine.ts'
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
  words: Translator
  startAtLogin: StartAtLogin
  /** The second window of the app; absent where it has none. */
  displays?: Pick<CustomerScreen, 'isOpen' | 'set'> | undefined
}

const drawnTopics: ReadonlySet<Topic> = new Set(['status', 'upstreams', 'clients', 'outbox', 'displays'])

/**
 * Shows the condition of the till in the system tray, with a menu.
 *
 * @returns removes it
 */
export function openTray({ agent, window, words, startAtLogin, displays }: Options): () => void {
  let drawn = ''
  const tray = new Tray(trayIcon(agent.status().condition, nativeTheme.shouldUseDarkColors))
  const draw = () => {
    const { condition, outbox, upstreams = [], training } = agent.status()
    const mode = modeText(shownModeOf({ upstreams, training }), words)
    const kept = outbox && outbox.open + outbox.needPerson > 0 ? outboxLine(outbox, words) : undefined
    const isDark = nativeTheme.shouldUseDarkColors
    // Setting a menu closes the one that a person has open, so nothing is drawn without a change.
    const next = [condition, kept, mode, isDark, startAtLogin.isOn(), displays?.isOpen].join()
    if (next === drawn) return
    drawn = next
    tray.setImage(trayIcon(condition, isDark))
    tray.setToolTip(
      [`Till Agent: ${words.t(`tray.${condition}`)}`, ...(mode ? [mode] : []), ...(kept ? [kept] : [])].join('\n'),
    )
    tray.setContextMenu(
      Menu.buildFromTemplate(menuItems({ condition, kept, mode }, { window, startAtLogin, displays, words })),
    )
  }
  draw()
  const unsubscribe = agent.changes.subscribe(({ topic }) => {
    if (drawnTopics.has(topic)) draw()
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
function modeText(mode: ShownMode, { t, language }: Translator): string | undefined {
  switch (mode.kind) {
    case 'live':
      return undefined
    case 'test':
      return t('tray.testMode', { upstreams: formats(language).list([...mode.upstreams]) })
    case 'training':
      return t('tray.training')
  }
}

/** @param kept what the outbox holds, in words @param mode what does not count, in words */
function menuItems(
  { condition, kept, mode }: { condition: Condition; kept: string | undefined; mode: string | undefined },
  { window, startAtLogin, displays, words: { t } }: Pick<Options, 'window' | 'startAtLogin' | 'displays' | 'words'>,
): MenuItemConstructorOptions[] {
  const isStarted = startAtLogin.isOn()
  const start: MenuItemConstructorOptions = {
    label: t('tray.startAtLogin'),
    type: 'checkbox',
    checked: isStarted ?? false,
    click: () => startAtLogin.set(!isStarted),
  }
  const isShown = displays?.isOpen ?? false
  const customerScreen: MenuItemConstructorOptions = {
    label: t('tray.customerScreen'),
    type: 'checkbox',
    checked: isShown,
    click: () => displays?.set(!isShown),
  }
  return [
    { label: t('tray.open'), click: () => window.show() },
    { label: t(`tray.${condition}`), click: () => window.show('status') },
    ...(mode ? [{ label: mode, click: () => window.show() }] : []),
    ...(kept ? [{ label: kept, click: () => window.show('outbox') }] : []),
    { label: t('tray.doctor'), click: () => window.show('doctor') },
    { type: 'separator' },
    ...(displays ? [customerScreen] : []),
    ...(isStarted === undefined ? [] : [start]),
    { label: t('tray.quit'), click: () => app.quit() },
  ]
}
