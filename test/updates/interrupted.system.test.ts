import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { UpdateStatus } from '#contract/update.ts'
import { startReleaseHost } from '#test/support/releaseHost.ts'
import { channel, makeDirectory, makePackage, openHeadOffice } from '#test/support/releases.ts'

vi.setConfig({ testTimeout: 240_000 })
const pollTimeout = { timeout: 60_000, interval: 20 }

/** Starting the program takes most of the time of a cut. */
const compileCache = join(import.meta.dirname, '../../out/compile-cache')

interface Options {
  /** How many times as fast as real time the rollback watchdog's clock runs. */
  watchdogSpeed?: number
  /** The version that never listens. */
  unhealthy?: string
  /** What 1.1.0 does in place of being a till agent. */
  broken?: string
}

/** Head office, with 1.1.0 on offer; tills of version 1.0.0 are real programs. */
async function openOffice({ watchdogSpeed = 20, unhealthy, broken }: Options = {}) {
  const office = openHeadOffice()
  const host = await startReleaseHost(office.folder)
  const program = `exec "${process.execPath}" "${join(import.meta.dirname, 'updatingProgram.ts')}" VERSION "$TILL_HOME" "$@"`
  await office.publish('1.1.0', { program: broken ?? program })
  return {
    /** @param dieAt at which step the power is cut */
    async install(dieAt?: number): Promise<Till> {
      const home = makeDirectory()
      onTestFinished(() => endAll(home))
      const appImage = join(home, 'till-agent.AppImage')
      writeFileSync(join(home, 'app-update.yml'), 'provider: generic\nupdaterCacheDirName: cache\n')
      const about = { feed: host.url, channel, keys: office.key.trusted, dieAt, unhealthy, watchdogSpeed }
      writeFileSync(join(home, 'about.json'), JSON.stringify(about))
      await makePackage(appImage, '1.0.0', program)
      return {
        ...{ home, appImage },
        switchOn() {
          rmSync(join(home, 'status.json'), { force: true })
          const env = { ...process.env, TILL_HOME: home, NODE_COMPILE_CACHE: compileCache }
          spawn(appImage, [], { stdio: 'ignore', detached: true, env }).unref()
        },
        steps: () => linesIn(home, 'steps'),
        status: () => statusIn(home),
      }
    },
  }
}

interface Till {
  home: string
  appImage: string
  /** The machine is switched on. */
  switchOn(): void
  steps(): string[]
  status(): UpdateStatus | undefined
}

/** Each cut waits for processes most of its time, so a few of them run at once. */
const cutsAtOnce = 3

/** Cuts the power at each step from the first one of `from` on, each time on a till of its own. @returns all steps */
async function cutAtEachStep(from: string, office: Awaited<ReturnType<typeof openOffice>>, wanted: object) {
  const undisturbed = await office.install()
  undisturbed.switchOn()
  expect(await outcomeOf(undisturbed)).toMatchObject(wanted)
  const steps = undisturbed.steps()
  const cuts = [...steps.entries()].slice(steps.findIndex((step) => step.startsWith(from)))
  const cutNext = async (): Promise<void> => {
    const cut = cuts.shift()
    if (!cut) return
    await cutAt(cut, office, wanted)
    await cutNext()
  }
  await Promise.all(Array.from({ length: cutsAtOnce }, cutNext))
  return steps
}

/** Cuts the power at one step, switches the machine on again, and waits for the outcome. */
async function cutAt([at, step]: [number, string], office: Awaited<ReturnType<typeof openOffice>>, wanted: object) {
  const till = await office.install(at + 1)
  till.switchOn()
  await expect.poll(() => till.steps().length, { ...pollTimeout, message: step }).toBeGreaterThanOrEqual(at + 1)
  await expect.poll(() => isAlive(till.home), { ...pollTimeout, message: step }).toBe(false)
  // Without power there is no rollback watchdog either.
  endAll(till.home)
  expect(statSync(till.appImage).mode & 0o777, step).toBe(0o755)
  till.switchOn()
  expect(await outcomeOf(till), step).toMatchObject(wanted)
  endAll(till.home)
}

function statusIn(home: string): UpdateStatus | undefined {
  try {
    return UpdateStatus.parse(JSON.parse(readFileSync(join(home, 'status.json'), 'utf8')))
  } catch {
    return undefined
  }
}

function isAlive(home: string): boolean {
  return pidsIn(home, 'pid').some((pid) => {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  })
}

function pidsIn(home: string, name: string): number[] {
  return linesIn(home, name).map(Number)
}

function linesIn(home: string, name: string): string[] {
  const file = join(home, name)
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
}

function endAll(home: string): void {
  for (const pid of pidsIn(home, 'pids'))
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended.
    }
}

async function outcomeOf(till: Till) {
  await expect.poll(() => till.status()?.last?.outcome, pollTimeout).toBeDefined()
  return till.status()
}

test('with the power cut at any step of an update, a working version starts and gets there in the end', async () => {
  const office = await openOffice()
  const steps = await cutAtEachStep('1.0.0', office, { version: '1.1.0', last: { outcome: 'done' } })
  expect(steps.slice(-3)).toEqual(['1.0.0 after commit', '1.1.0 before note', '1.1.0 before note'])
  expect(steps).toContain('1.0.0 after stage')
})

test('with the power cut at any step of the way back, the previous version starts', async () => {
  const office = await openOffice({ unhealthy: '1.1.0' })
  const steps = await cutAtEachStep('1.1.0', office, { version: '1.0.0', last: { outcome: 'rolled-back' } })
  expect(steps).toContain('1.1.0 after commit')
})

test('a version that cannot even start is replaced by the previous one, which runs the rollback watchdog', async () => {
  const till = await (await openOffice({ broken: 'exit 1', watchdogSpeed: 100 })).install()
  till.switchOn()
  expect(await outcomeOf(till)).toMatchObject({ version: '1.0.0', last: { version: '1.1.0', outcome: 'rolled-back' } })
})
