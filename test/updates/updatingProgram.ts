// The till agent as far as updates go, for tests: node updatingProgram.ts VERSION HOME [guard-update APPIMAGE PID …]
// Its time runs many times as fast. It may be told to die at a given step, as in a power cut.
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { silentLog } from '../../electron/adapters/memoryLog.ts'
import { guardCommand, startDetached } from '../../electron/adapters/updates/appImageInstaller.ts'
import { createFileUpdateStore } from '../../electron/adapters/updates/fileUpdateStore.ts'
import { guardUpdate } from '../../electron/adapters/updates/updateGuard.ts'
import type { Clock } from '../../electron/core/clock.ts'
import type { Staged } from '../../electron/core/updates/installer.ts'
import { openUpdates } from '../support/updatingTill.ts'

const [version = '', home = '', mode, watched, pid] = process.argv.slice(2)
const about = JSON.parse(readFileSync(join(home, 'about.json'), 'utf8')) as {
  feed: string
  channel: string
  keys: Record<string, string>
  dieAt?: number
  unwell?: string
}
const { feed, channel, keys, dieAt, unwell } = about
/** A watchman has more patience, so that a busy machine is not taken for a version that cannot start. */
const speed = mode === guardCommand ? 20 : 100
const appImage = join(home, 'till-agent.AppImage')
const clock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now() * speed,
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs / speed)
    return () => clearTimeout(timer)
  },
}

/** All processes of one till count their steps together. */
function step(name: string): void {
  const file = join(home, 'steps')
  appendFileSync(file, `${version} ${name}\n`)
  const taken = readFileSync(file, 'utf8').split('\n').length - 1
  if (taken === dieAt) process.kill(process.pid, 'SIGKILL')
}

const files = createFileUpdateStore(home)
if (mode === guardCommand) {
  appendFileSync(join(home, 'pids'), `${process.pid}\n`)
  await guardUpdate({
    ...{ store: files, clock, appImage: watched ?? '' },
    end: async () => {
      for (const one of [Number(pid), Number(readIfThere('pid'))]) if (isRunning(one)) process.kill(one, 'SIGKILL')
    },
    start: () => startDetached(appImage, []),
  })
  process.exit()
}

// One till agent at a time.
if (isRunning(Number(readIfThere('pid')))) process.exit()
writeFileSync(join(home, 'pid'), String(process.pid))
appendFileSync(join(home, 'pids'), `${process.pid}\n`)
const store = {
  read: files.read,
  write(record: Parameters<typeof files.write>[0]) {
    step('before note')
    files.write(record)
  },
}
const { installer } = openUpdates({ version, appImage, dataDir: home, feed, channel, keys, clock, log: silentLog })
const observed = {
  ...installer,
  async download(...args: Parameters<typeof installer.download>) {
    step('before download')
    const path = await installer.download(...args)
    step('after download')
    return path
  },
  async stage(...args: Parameters<typeof installer.stage>): Promise<Staged> {
    step('before stage')
    const staged = await installer.stage(...args)
    step('after stage')
    const commit: Staged['commit'] = (wayBack) => {
      step('before commit')
      const ending = staged.commit(wayBack)
      step('after commit')
      return ending
    }
    return { ...staged, commit }
  },
}
const leave = async (last: () => unknown) => {
  // As the host gives up its lock, or the next one would take itself for the second.
  rmSync(join(home, 'pid'))
  last()
  process.exit()
}
const health = () => ({ isListening: version !== unwell, readyUpstreams: [] })
const ports = { store, installer: observed, leave, health }
const { updates } = openUpdates({ version, appImage, dataDir: home, feed, channel, keys, clock, log: silentLog, ports })
updates.start()
setInterval(() => {
  const status = updates.status()
  writeFileSync(join(home, 'status.json'), JSON.stringify(status))
  // Settled: nothing more will come of it.
  if (status.step === 'idle' && status.last) process.exit()
}, 20)

function readIfThere(name: string): string {
  const file = join(home, name)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

function isRunning(one: number): boolean {
  try {
    return one > 0 && process.kill(one, 0)
  } catch {
    return false
  }
}
