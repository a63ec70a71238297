import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { createDebianPackages, type Packages } from '#adapters/machineUpdates/debian.ts'
import { createMachineInstaller } from '#adapters/machineUpdates/machineInstaller.ts'
import { withTakenBack } from '#adapters/machineUpdates/machineJournalStore.ts'
import { machinePlaceOf } from '#adapters/machineUpdates/machinePlace.ts'
import { MachineUpdate } from '#adapters/machineUpdates/machineUpdate.ts'
import { waitForEnd } from '#adapters/machineUpdates/waitForEnd.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { createFileUpdateStore } from '#adapters/updates/fileUpdateStore.ts'
import { readFeed } from '#adapters/updates/readFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import type { MachineRequest } from '#core/updates/machineUpdate.ts'
import { Updates } from '#core/updates/updates.ts'
import { startReleaseHost } from './releaseHost.ts'
import { channel, makeDirectory, makeReleaseKey, signPackages } from './releases.ts'
import { idle } from './updatingTill.ts'

/** Minutes pass in a third of a second: quicker, and a busy machine is taken for a version that is not well. */
const speed = 200
const clock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now() * speed,
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs / speed)
    return () => clearTimeout(timer)
  },
}

/** How packages of this machine are made, and get into it. */
export interface PackageSystem {
  packages: Packages
  /** @param flaw makes it one that cannot be installed @returns the name of the package in the folder */
  make(folder: string, version: string, flaw?: 'flawed'): string
  installed(): string
}

interface Behaviour {
  system: PackageSystem
  /** Versions that do not start. */
  dead?: string[]
  /** Versions that start, and cannot sell. */
  unhealthy?: string[]
}

export async function openMachine({ system, dead = [], unhealthy = [] }: Behaviour) {
  const [feedFolder, dataDir] = [makeDirectory(), makeDirectory()]
  const { packages, make, installed } = system
  const place = machinePlaceOf(dataDir, join(makeDirectory(), 'till-agent-update'))
  const host = await startReleaseHost(feedFolder)
  const key = makeReleaseKey()
  const log = createMemoryLog()
  const steps: string[] = []
  let counter = 0
  let running: { updates: Updates; ending: AbortController } | undefined

  const publish = async (version: string, flaw?: 'flawed') => {
    counter += 1
    return signPackages(feedFolder, version, [make(feedFolder, version, flaw)], { keys: [key], counter })
  }
  const service = {
    async start() {
      const version = installed()
      steps.push(`start ${version}`)
      if (dead.includes(version)) return
      const ending = new AbortController()
      const installer = createMachineInstaller({ place, version, feed: () => host.url, fetch, extension: '.deb' })
      const updates = new Updates({
        ...{ version, installation: 'till-7', clock, random: systemRandom, log, installer, minuteOfDay: () => 23 * 60 },
        settings: () => ({}),
        readFeed: () => readFeed(fetch, host.url, channel),
        store: withTakenBack(createFileUpdateStore(dataDir), place),
        trust: { keys: key.trusted, channel },
        activity: () => idle,
        health: () => ({ isListening: !unhealthy.includes(version), loadedUpstreams: [] }),
        async leave(lastStep) {
          lastStep()
          await waitForEnd({ clock, place, ending: ending.signal })
        },
      })
      running = { updates, ending }
      updates.start()
    },
    async stop() {
      steps.push(`stop ${installed()}`)
      running?.ending.abort()
      running?.updates.close()
      running = undefined
    },
  }
  const trust = { keys: key.trusted, channel }
  const install = () =>
    new MachineUpdate({ place, version: installed(), trust, packages, extension: '.deb', service, clock }).run()
  /** The service looks for a release now, and root installs when the request is written, as the path unit of systemd has it. */
  const installWhenAsked = async (action: MachineRequest['action'] = 'install') => {
    const asked = () => {
      // Again each time: a look of its own that is under way makes this one none.
      void running?.updates.check()
      return existsSync(place.request) && JSON.parse(readFileSync(place.request, 'utf8')).action
    }
    await expect.poll(asked).toBe(action)
    return install()
  }
  const record = () => createFileUpdateStore(dataDir).read()
  const ask = (request: object) => {
    mkdirSync(dirname(place.request), { recursive: true })
    writeFileSync(place.request, JSON.stringify(request))
  }

  await packages.install(join(feedFolder, make(feedFolder, '1.0.0')))
  await service.start()
  steps.length = 0
  onTestFinished(() => void service.stop())
  return { place, dataDir, feedFolder, key, steps, installed, publish, installWhenAsked, install, record, ask }
}

/** Packages that are their version, put into place by a copy: for what is asked of root, whatever installs. */
export function notedPackages(): PackageSystem {
  const file = join(makeDirectory(), 'installed')
  return {
    make(folder, version, flaw) {
      const name = nameOf(version)
      writeFileSync(join(folder, name), `${version}${flaw ?? ''}`)
      return name
    },
    packages: {
      async install(path) {
        const content = readFileSync(path, 'utf8')
        if (content.endsWith('flawed')) throw new Error('it is flawed')
        writeFileSync(file, content)
      },
    },
    installed: () => readFileSync(file, 'utf8'),
  }
}

/** Debian packages and the real dpkg, below a folder that stands for the whole system. Only root can. */
export function debianPackages(): PackageSystem & { root: string } {
  const root = makeDirectory()
  mkdirSync(join(root, 'var/lib/dpkg/info'), { recursive: true })
  mkdirSync(join(root, 'var/lib/dpkg/updates'))
  writeFileSync(join(root, 'var/lib/dpkg/status'), '')
  return {
    ...{ root, make: makeDeb, packages: createDebianPackages(root) },
    installed: () => readFileSync(join(root, 'opt/till-agent/version'), 'utf8'),
  }
}

function nameOf(version: string): string {
  return `till-agent-${version}-linux-${process.arch === 'x64' ? 'amd64' : 'arm64'}.deb`
}

/** @returns the name of the package */
function makeDeb(folder: string, version: string, flaw?: 'flawed'): string {
  const tree = makeDirectory()
  mkdirSync(join(tree, 'DEBIAN'))
  mkdirSync(join(tree, 'opt/till-agent'), { recursive: true })
  writeFileSync(join(tree, 'opt/till-agent/version'), version)
  const needs = flaw ? ['Depends: not-there'] : []
  const lines = ['Package: till-agent', `Version: ${version}`, 'Architecture: all', 'Maintainer: Till <t@example.com>']
  writeFileSync(join(tree, 'DEBIAN/control'), `${[...lines, 'Description: till', ...needs].join('\n')}\n`)
  const name = nameOf(version)
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', tree, join(folder, name)])
  return name
}
