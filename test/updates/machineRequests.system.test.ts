import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readMachineState, writeMachineState } from '#adapters/machineUpdates/machineState.ts'
import { notedPackages, openMachine } from '#test/support/machine.ts'
import { makeReleaseKey, signPackages } from '#test/support/releases.ts'
import { has } from '#test/support/skips.ts'

describe('an update of the machine', () => {
  test('that a power cut has ended is installed whole at the next start of the machine', async () => {
    const system = notedPackages()
    const { publish, installWhenAsked, install, installed, steps, record, place } = await openMachine({ system })
    await publish('1.1.0')
    const { install: really } = system.packages
    const cut = Promise.withResolvers<void>()
    system.packages.install = async () => {
      cut.resolve()
      await new Promise(() => {})
    }
    void installWhenAsked()
    await cut.promise
    system.packages.install = really
    expect(await install()).toMatchObject({ result: 'installed', version: '1.1.0' })
    expect([installed(), steps.at(-1)]).toEqual(['1.1.0', 'start 1.1.0'])
    expect([record().last?.outcome, readMachineState(place).trial]).toEqual(['done', undefined])
  })

  test('that cannot sell goes back', async () => {
    const { publish, installWhenAsked, installed, steps, record } = await openMachine({
      system: notedPackages(),
      unhealthy: ['1.1.0'],
    })
    await publish('1.0.0')
    await installWhenAsked('keep')
    await publish('1.1.0')
    expect(await installWhenAsked()).toMatchObject({ result: 'restored', version: '1.0.0', replaced: '1.1.0' })
    expect([installed(), steps]).toEqual(['1.0.0', ['stop 1.0.0', 'start 1.1.0', 'stop 1.1.0', 'start 1.0.0']])
    expect(record()).toMatchObject({ last: { version: '1.1.0', outcome: 'rolled-back' }, failed: ['1.1.0'] })
  })

  test('that does not even start goes back, and is not tried again at once', async () => {
    const { publish, installWhenAsked, installed, steps, record } = await openMachine({
      system: notedPackages(),
      dead: ['1.1.0'],
    })
    await publish('1.0.0')
    await installWhenAsked('keep')
    await publish('1.1.0')
    expect(await installWhenAsked()).toMatchObject({ result: 'restored', reason: 'it did not show that it works' })
    expect([installed(), steps.at(-1)]).toEqual(['1.0.0', 'start 1.0.0'])
    expect(record()).toMatchObject({ last: { version: '1.1.0', outcome: 'rolled-back' }, failed: ['1.1.0'] })
  })

  test('that is refused is told to the service, which sells on', async () => {
    const { publish, ask, install, installed, steps, place } = await openMachine({ system: notedPackages() })
    const signed = await publish('1.1.0')
    await expect.poll(() => existsSync(place.request)).toBe(true)
    // Somebody is quicker than root.
    ask({ action: 'install', signed: signed.toString('base64'), path: '/etc/hostname' })
    expect(await install()).toMatchObject({ result: 'refused', reason: expect.stringContaining('PACKAGE_MISMATCH') })
    expect([installed(), steps]).toEqual(['1.0.0', []])
  })
})

// The service reads what comes from clouds and programs. Whoever has taken it over has its data directory, and asks root.
describe.runIf(has('unix'))('a service that somebody has taken over', () => {
  async function openTakenOver() {
    const system = notedPackages()
    const machine = await openMachine({ system })
    const { feedFolder, ask, key } = machine
    const asked = (signed: Buffer, path = join(feedFolder, system.make(feedFolder, '1.1.0'))) =>
      ask({ action: 'install', signed: signed.toString('base64'), path })
    const sign = (version: string, counter: number, keys = [key]) =>
      signPackages(feedFolder, version, [system.make(feedFolder, version)], { keys, counter })
    return { ...machine, asked, sign, system }
  }
  type TakenOver = Awaited<ReturnType<typeof openTakenOver>>

  test.each<[string, (machine: TakenOver) => unknown, string]>([
    [
      'its own release',
      async ({ asked, sign }) => asked(await sign('1.1.0', 1, [makeReleaseKey()])),
      'RELEASE_KEY_UNKNOWN',
    ],
    [
      'a release that was changed',
      async ({ asked, sign }) => asked(Buffer.from((await sign('1.1.0', 1)).toString().replace('1.1.0', '1.1.1'))),
      'RELEASE_TAMPERED',
    ],
    ['the version that is there', async ({ asked, sign }) => asked(await sign('1.0.0', 1)), 'not newer'],
    ['an older version', async ({ asked, sign }) => asked(await sign('0.9.0', 1)), 'not newer'],
    [
      'a release that is older than one seen',
      async ({ asked, sign, place }) => {
        mkdirSync(place.folder)
        writeMachineState(place, {
          format: 1,
          packages: [],
          seen: { counter: 2, digest: 'd', releasedAt: 0, floor: '0.0.0' },
        })
        asked(await sign('1.1.0', 1))
      },
      'RELEASE_ROLLED_BACK',
    ],
    [
      'another package than was signed',
      async ({ asked, sign, feedFolder, system }) => {
        const signed = await sign('1.1.0', 1)
        asked(signed, join(feedFolder, system.make(feedFolder, '1.1.0', 'flawed')))
      },
      'PACKAGE_MISMATCH',
    ],
    [
      'a link in place of the package',
      async ({ asked, sign, feedFolder }) => {
        const signed = await sign('1.1.0', 1)
        const link = join(feedFolder, 'link.deb')
        symlinkSync(join(feedFolder, readdirSync(feedFolder).find((name) => name.endsWith('.deb')) ?? ''), link)
        asked(signed, link)
      },
      'PACKAGE_MISMATCH',
    ],
    [
      'a pipe in place of the package, which nobody writes to',
      async ({ asked, sign, feedFolder }) => {
        execFileSync('mkfifo', [join(feedFolder, 'pipe')])
        asked(await sign('1.1.0', 1), join(feedFolder, 'pipe'))
      },
      'PACKAGE_MISMATCH',
    ],
    ['a way back that is not open', ({ ask }) => ask({ action: 'go-back', to: '0.9.0' }), 'no package to restore'],
    ['nonsense', ({ ask }) => ask({ action: 'install', path: '/etc/shadow' }), 'no request'],
    [
      'a link in place of the request',
      ({ ask, place }) => {
        ask({})
        rmSync(place.request)
        symlinkSync('/etc/passwd', place.request)
      },
      'ELOOP',
    ],
    [
      'a request without an end',
      ({ ask, place }) => {
        ask({})
        writeFileSync(place.request, 'x'.repeat(200_000))
      },
      'larger than',
    ],
  ])('gets nowhere with %s', async (_, prepare, reason) => {
    const machine = await openTakenOver()
    await prepare(machine)
    const outcome = await machine.install()
    expect(outcome).toMatchObject({ result: 'refused', reason: expect.stringContaining(reason) })
    expect([machine.installed(), machine.steps]).toEqual(['1.0.0', []])
    expect(readdirSync(machine.place.folder)).toEqual(['state.json'])
  })

  test('is not answered when it asks for nothing', async () => {
    expect(await (await openMachine({ system: notedPackages() })).install()).toBeUndefined()
  })
})
