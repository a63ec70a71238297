import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { emitPreventable } from './event.mjs'

const packageJson = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
const appData = process.env.XDG_CONFIG_HOME || join(homedir(), '.config')
const paths = { home: homedir(), temp: tmpdir(), appData, exe: process.execPath }
const ready = Promise.withResolvers()

/** Functions that close what other modules have opened, called before the process exits. */
const closers = []
let isReady = false
let isQuitting = false
let lockFile

// A packaged program is started without the path of its script.
if (process.env.STANDIN_PACKAGED === '1') process.argv.splice(1, 1)

class App extends EventEmitter {
  isPackaged = process.env.STANDIN_PACKAGED === '1'
  name = packageJson.name
  commandLine = { appendSwitch() {}, hasSwitch: () => false, getSwitchValue: () => '' }
  /** Settings of Electron that have no effect here. */
  recorded = { sandbox: false, loginItem: { openAtLogin: false }, relaunch: false, protocols: [] }

  getName = () => this.name
  getVersion = () => packageJson.version
  getAppPath = () => process.cwd()
  getLocale = () => process.env.STANDIN_LOCALE ?? 'en-GB'
  getPreferredSystemLanguages = () => [this.getLocale()]
  whenReady = () => ready.promise
  isReady = () => isReady
  enableSandbox = () => {
    if (isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
    this.recorded.sandbox = true
  }
  getPath = (name) => paths[name] ?? (name === 'sessionData' ? this.getPath('userData') : join(appData, this.name))
  setPath = (name, path) => {
    if (name !== 'crashDumps' && !existsSync(path)) throw new Error(`Failed to set path '${name}'`)
    paths[name] = path
  }
  setAsDefaultProtocolClient = (name) => this.recorded.protocols.push(name) > 0
  getLoginItemSettings = () => this.recorded.loginItem
  setLoginItemSettings = (settings) => {
    this.recorded.loginItem = settings
  }
  relaunch = () => {
    this.recorded.relaunch = true
  }

  /** A second instance writes its arguments to a file beside the lock file and signals the first instance. */
  requestSingleInstanceLock() {
    const folder = this.getPath('userData')
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'standin-instance.json')
    const messageFile = join(folder, 'standin-second.json')
    const pid = runningIn(file)
    if (pid !== undefined) {
      writeFileSync(messageFile, JSON.stringify({ argv: process.argv, cwd: process.cwd() }))
      process.kill(pid, 'SIGUSR2')
      return false
    }
    writeFileSync(file, JSON.stringify({ pid: process.pid }))
    lockFile = file
    process.on('SIGUSR2', () => {
      const { argv, cwd } = JSON.parse(readFileSync(messageFile, 'utf8'))
      this.emit('second-instance', {}, argv, cwd)
    })
    return true
  }

  quit() {
    if (isQuitting) return
    if (emitPreventable(this, 'before-quit') && emitPreventable(this, 'will-quit')) this.exit(0)
  }

  /** Exits without the quit events that a listener can cancel. */
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

// Ready comes after the entry point's synchronous code, as in Electron.
setImmediate(() => {
  isReady = true
  app.emit('will-finish-launching')
  ready.resolve()
  app.emit('ready', {}, {})
})
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => app.quit())
