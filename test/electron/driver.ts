import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { findLeaks } from '#test/support/canaries.ts'
import { makeFolder, writeInput } from '#test/support/folder.ts'
import { freePort } from '#test/support/freePort.ts'
import { type ElectronMain, type Ended, kind, type RunningApp, runApp, startApp } from './host.ts'

process.stdout.write(`The Electron host runs on ${kind}.\n`)

export interface Options {
  args?: string[]
  /** An existing directory; absent for a new one. */
  dataDir?: string
  /** The agent finds its data directory itself, below a home directory of the test. */
  usesDefaultDataDir?: boolean
  /** Port of the POS API that the settings name; a flag names a free one when left out. */
  portOfSettings?: number
  /** The content of the provisioning file. */
  provisioning?: object
  env?: Record<string, string>
}

export interface WindowState {
  isVisible: boolean
  isFocused: boolean
  isMinimised: boolean
  isKiosk: boolean
  bounds: { x: number; y: number; width: number; height: number }
  url: string
}

export interface Launched extends RunningApp {
  dataDir: string
  /** Of the POS API. */
  url: string
  window(): Promise<WindowState>
  /** Emits an event of Electron, such as `emit('powerMonitor', 'resume')`. */
  emit(target: 'app' | 'powerMonitor' | 'nativeTheme', event: string, ...args: unknown[]): Promise<void>
  tray(): Promise<{ toolTip: string; labels: string[]; icon: string }>
  clickTray(label: string): Promise<void>
  /** URLs that were opened in the person's browser. */
  opened(): Promise<string[]>
  /** Starts a second instance with these arguments, and waits until it has ended. */
  second(...args: string[]): Promise<Ended>
  /** Quits through the menu of the tray. */
  close(): Promise<Ended>
}

/** Starts the host and waits for its window. It ends with the test. */
export async function launch(options: Options = {}): Promise<Launched> {
  const home = makeFolder()
  const { dataDir = join(home, 'till-agent'), usesDefaultDataDir: isAtUsualPlace = false } = options
  const env = { ...(isAtUsualPlace && { XDG_CONFIG_HOME: home }), ...options.env }
  const port = options.portOfSettings ?? (await freePort())
  const portArgs = options.portOfSettings === undefined ? ['--port', String(port)] : []
  const dataDirArgs = isAtUsualPlace ? [] : ['--data-dir', dataDir]
  const given = [...dataDirArgs, ...portArgs, ...(options.args ?? [])]
  const file = options.provisioning ? ['--provision', writeInput('provision.json', options.provisioning)] : []
  const app = await startApp([...given, ...file], env)
  onTestFinished(async () => {
    const { output } = await app.kill()
    expect(findLeaks(output)).toEqual([])
  })
  return { ...app, dataDir, url: `http://127.0.0.1:${port}`, ...handles(app, given, env) }
}

function handles(app: RunningApp, given: string[], env: Record<string, string>) {
  return {
    window: () => app.main(stateOfWindow),
    emit: (target: string, event: string, ...args: unknown[]) => app.main(emitIn, { target, event, args }),
    tray: () => app.main(stateOfTray),
    clickTray: (label: string) => app.main(clickInTray, label),
    opened: () => app.main(openedBy),
    second: (...args: string[]) => runApp([...given, ...args], env),
    close: async () => {
      await app.main(clickInTray, 'Quit').catch(() => {})
      return app.ended
    },
  }
}

interface Failed extends Ended {
  dialogs: { title: string; content: string }[]
}

/** Runs a host that cannot start, to its end. */
export async function launchExpectingFailure(args: string[], env: Record<string, string> = {}): Promise<Failed> {
  const file = join(makeFolder(), 'dialogs.jsonl')
  const ended = await runApp(args, { ...env, TILL_TEST_DIALOGS: file })
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  return { ...ended, dialogs: lines.map((line) => JSON.parse(line)) }
}

// The functions below run in the app's process, so they cannot use anything of this file.

function stateOfWindow({ BrowserWindow }: ElectronMain): WindowState {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) throw new Error('There is no window')
  return {
    isVisible: window.isVisible(),
    isFocused: window.isFocused(),
    isMinimised: window.isMinimized(),
    isKiosk: window.isKiosk(),
    bounds: window.getBounds(),
    url: window.webContents.getURL(),
  }
}

function emitIn(electron: ElectronMain, { target, event, args }: { target: string; event: string; args: unknown[] }) {
  const emitter = electron[target as 'app'] as NodeJS.EventEmitter
  emitter.emit(event, { preventDefault() {} }, ...args)
}

function stateOfTray(): { toolTip: string; labels: string[]; icon: string } {
  const tray = (globalThis as never as { tillSpy: Spy }).tillSpy.trays.at(-1)
  if (!tray) throw new Error('There is no tray')
  const labels = tray.menu.items.map(({ label }) => label).filter((label) => label)
  return { toolTip: tray.toolTip, labels, icon: tray.image.toDataURL() }
}

function clickInTray(_: ElectronMain, label: string): void {
  const tray = (globalThis as never as { tillSpy: Spy }).tillSpy.trays.at(-1)
  const item = tray?.menu.items.find((candidate) => candidate.label === label)
  if (!item) throw new Error(`There is no "${label}" in the menu of the tray`)
  // After the reply, because the click may end the app.
  setImmediate(() => item.click())
}

function openedBy(): string[] {
  return (globalThis as never as { tillSpy: Spy }).tillSpy.opened
}

interface Spy {
  trays: {
    toolTip: string
    image: { toDataURL(): string }
    menu: { items: { label: string; click(): void }[] }
  }[]
  opened: string[]
}
