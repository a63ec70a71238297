import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import { makeFolder, writeInput } from '../support/agentProcess.ts'
import { findLeaks } from '../support/canaries.ts'
import { freePort } from './freePort.ts'
import { type ElectronMain, type Ended, kind, type RunningApp, runApp, startApp } from './host.ts'

// The window's process starts a browser of its own.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** For `expect.poll`. */
export const patience = { timeout: 30_000 }

process.stdout.write(`The Electron host runs on ${kind}.\n`)

export interface Options {
  args?: string[]
  /** In place of a new one. */
  dataDir?: string
  /** At the place where an installed one is, which here is one of the test. */
  isAtUsualPlace?: boolean
  /** Set up as this says before it opens. */
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
  /** Of the POS door. */
  url: string
  window(): Promise<WindowState>
  /** As if the system said so: `emit('powerMonitor', 'resume')`. */
  emit(target: 'app' | 'powerMonitor' | 'nativeTheme', event: string, ...args: unknown[]): Promise<void>
  tray(): Promise<{ toolTip: string; labels: string[]; icon: string }>
  clickTray(label: string): Promise<void>
  /** What was handed to the person's own browser. */
  opened(): Promise<string[]>
  /** Starts the program once more, with these arguments; answers when that one has ended. */
  second(...args: string[]): Promise<Ended>
  /** As by the tray's menu. */
  close(): Promise<Ended>
}

/** The host, with its window loaded; it ends with the test. */
export async function launch(options: Options = {}): Promise<Launched> {
  const home = makeFolder()
  const { dataDir = join(home, 'till-agent'), isAtUsualPlace = false } = options
  const env = { ...options.env, ...(isAtUsualPlace && { XDG_CONFIG_HOME: home }) }
  const port = await freePort()
  const place = isAtUsualPlace ? [] : ['--data-dir', dataDir]
  const given = [...place, '--port', String(port), ...(options.args ?? [])]
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

/** The host where it cannot start. */
export async function launchInVain(args: string[], env: Record<string, string> = {}): Promise<Failed> {
  const file = join(makeFolder(), 'dialogs.jsonl')
  const ended = await runApp(args, { ...env, TILL_TEST_DIALOGS: file })
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  return { ...ended, dialogs: lines.map((line) => JSON.parse(line)) }
}

// What follows runs in the app's own process, and so may name nothing of this file.

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
  // Afterwards: it may end the app.
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
