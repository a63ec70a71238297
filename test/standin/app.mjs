import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { preventable } from './event.mjs'

const packageJson = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
const appData = process.env.XDG_CONFIG_HOME || join(homedir(), '.config')
const paths = { home: homedir(), temp: tmpdir(), appData, exe: process.execPath }
const ready = Promise.withResolvers()

/** Ended before the process is; set by whoever opened it. */
const closers = []
let isReady = false
let isQuitting = false
let lockFile

class App extends EventEmitter {
  isPackaged = process.env.STANDIN_PACKAGED === '1'
  name = packageJson.name
  commandLine = { appendSwitch() {}, hasSwitch: () => false, getSwitchValue: () => '' }
  /** What was asked of it and has no meaning here. */
  asked = { sandbox: false, loginItem: { openAtLogin: false }, relaunch: false, protocols: [] }

  getName = () => this.name
  getVersion = () => packageJson.version
  getAppPath = () => process.cwd()
  getLocale = () => process.env.STANDIN_LOCALE ?? 'en-GB'
  whenReady = () => ready.promise
  isReady = () => isReady
  enableSandbox = () => {
    if (isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
    this.asked.sandbox = true
  }
  getPath = (name) => paths[name] ?? (name === 'sessionData' ? this.getPath('userData') : join(appData, this.name))
  setPath = (name, path) => {
    if (name !== 'crashDumps' && !existsSync(path)) throw new Error(`Failed to set path '${name}'`)
    paths[name] = path
  }
  setAsDefaultProtocolClient = (name) => this.asked.protocols.push(name) > 0
  getLoginItemSettings = () => this.asked.loginItem
  setLoginItemSettings = (settings) => {
    this.asked.loginItem = settings
  }
  relaunch = () => {
    this.asked.relaunch = true
  }

  /** The first is told by a signal, what was said by a file beside its lock. */
  requestSingleInstanceLock() {
    const folder = this.getPath('userData')
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'standin-instance.json')
    const message = join(folder, 'standin-second.json')
    const pid = runningIn(file)
    if (pid !== undefined) {
      writeFileSync(message, JSON.stringify({ argv: process.argv, cwd: process.cwd() }))
      process.kill(pid, 'SIGUSR2')
      return false
    }
    writeFileSync(file, JSON.stringify({ pid: process.pid }))
    lockFile = file
    process.on('SIGUSR2', () => {
      const { argv, cwd } = JSON.parse(readFileSync(message, 'utf8'))
      this.emit('second-instance', {}, argv, cwd)
    })
    return true
  }

  quit() {
    if (isQuitting) return
    const before = preventable()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    const will = preventable()
    this.emit('will-quit', will)
    if (!will.defaultPrevented) this.exit(0)
  }

  /** Asks nobody. */
  exit(code = 0) {
    if (isQuitting) return
    isQuitting = true
    this.emit('quit', {}, code)
    if (lockFile) rmSync(lockFile, { force: true })
    void Promise.allSettled(closers.map((close) => close())).then(() => process.exit(code))
  }
}

export const app = new App()

export function beforeExit(close) {
  closers.push(close)
}

function runningIn(file) {
  try {
    const { pid } = JSON.parse(readFileSync(file, 'utf8'))
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}

// Later than everything the entry point does at once, as in Electron.
setImmediate(() => {
  isReady = true
  app.emit('will-finish-launching')
  ready.resolve()
  app.emit('ready', {}, {})
})
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => app.quit())
