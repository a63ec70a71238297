import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import type { UpdateSettings } from '#contract/update.ts'
import type { UpdateDeps } from '#core/updates/updates.ts'
import { createTestClock } from './clock.ts'
import { startReleaseHost } from './releaseHost.ts'
import { channel, makeDirectory, makePackage, openHeadOffice } from './releases.ts'
import { openUpdates } from './updatingTill.ts'

export const day = 24 * 60 * 60_000

interface TillOptions {
  settings?: UpdateSettings
  deps?: Partial<UpdateDeps>
}

/** A till of version 1.0.0, and head office with its host. Programs are not started, but noted in `started`. */
export async function openTill({ settings, deps }: TillOptions = {}) {
  const office = openHeadOffice()
  const host = await startReleaseHost(office.folder)
  const dataDir = makeDirectory()
  const appImage = join(makeDirectory(), 'till-agent.AppImage')
  await makePackage(appImage, '1.0.0')
  writeFileSync(
    join(dataDir, 'app-update.yml'),
    'provider: generic\nurl: http://127.0.0.1:9\nupdaterCacheDirName: till-agent\n',
  )
  const clock = createTestClock(Date.now())
  const log = createMemoryLog()
  const left: string[] = []
  const leave = async (lastStep: () => unknown) => {
    lastStep()
    left.push('left')
  }
  const started: string[][] = []
  const start = (program: string, args: readonly string[]) => {
    started.push([program, ...args])
    return process.pid
  }
  const open = (version = '1.0.0', more: Partial<UpdateDeps> = {}) => {
    const about = { version, appImage, dataDir, feed: host.url, channel, keys: office.key.trusted, clock, log, start }
    const till = openUpdates({ ...about, ...(settings && { settings }), deps: { leave, ...deps, ...more } })
    onTestFinished(() => till.updates.close())
    return till
  }
  return { office, host, dataDir, appImage, clock, log, left, started, open }
}

export function problemsOf({ problems }: { problems: { code: string }[] }): string[] {
  return problems.map(({ code }) => code)
}
