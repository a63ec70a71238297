// The part of the till agent that updates itself, for tests: node updatingProgram.ts VERSION HOME [guard-update APPIMAGE PROCESS …]
// Its clock runs many times as fast. It kills itself at a step that can be chosen, like a power cut.
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { identityIn } from '#adapters/system/processIdentity.ts'
import { watchdogCommand } from '#adapters/updates/appImageInstaller.ts'
import { createFileUpdateStore } from '#adapters/updates/fileUpdateStore.ts'
import { runRollbackWatchdog } from '#adapters/updates/rollbackWatchdog.ts'
import { startDetached } from '#adapters/updates/startDetached.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Staged } from '#core/updates/installer.ts'
import { openUpdates } from '#test/support/updatingTill.ts'

const [version = '', home = '', mode, watched, started = ''] = process.argv.slice(2)
const about = JSON.parse(readFileSync(join(home, 'about.json'), 'utf8')) as {
  feed: string
  channel: string
  keys: Record<string, string>
  dieAt?: number
  unhealthy?: string
  watchdogSpeed: number
}
const { feed, channel, keys, dieAt, unhealthy, watchdogSpeed } = about
/** The rollback watchdog waits longer, so that a busy machine is not taken for a version that cannot start. */
const speed = mode === watchdogCommand ? watchdogSpeed : 100
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
if (mode === watchdogCommand) {
  appendFileSync(join(home, 'pids'), `${process.pid}\n`)
  await runRollbackWatchdog({
    ...{ store: files, clock, appImage: watched ?? '' },
    end: async () => {
      for (const running of [identityIn(started)?.pid, Number(readIfThere('pid'))])
        if (running && isRunning(running)) process.kill(running, 'SIGKILL')
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
  ...files,
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
    const commit: Staged['commit'] = (previous) => {
      step('before commit')
      const exitMode = staged.commit(previous)
      step('after commit')
      return exitMode
    }
    return { ...staged, commit }
  },
}
const leave = async (lastStep: () => unknown) => {
  // As the host releases its lock, or the next version would take itself for a second instance.
  rmSync(join(home, 'pid'))
  lastStep()
  process.exit()
}
const health = () => ({ isListening: version !== unhealthy, loadedUpstreams: [] })
const deps = { store, installer: observed, leave, health }
const { updates } = openUpdates({ version, appImage, dataDir: home, feed, channel, keys, clock, log: silentLog, deps })
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

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch {
    return false
  }
}
