import { expect, test } from 'vitest'
import { createProgram } from '#cli/program.ts'
import { runProgram } from '#cli/runProgram.ts'
import type { StartSettings } from '#contract/setting.ts'
import { startOf } from '#core/settings/start.ts'
import { flagsOf, type WindowOptions } from '#host/options.ts'
import { startTill } from '#test/support/till.ts'

const stored: StartSettings = { port: 48_000, kiosk: 'on' }

test.each<[string, Parameters<typeof startOf>, object]>([
  ['nothing is said', [], { port: 47_600, kiosk: 'off', maxCrashes: 3 }],
  ['the till has settings', [stored], stored],
  ['head office decides otherwise', [stored, { port: 49_000 }], { port: 49_000, kiosk: 'on' }],
  ['a flag is given', [stored, { port: 49_000 }, { port: 0 }], { port: 0, kiosk: 'on' }],
])('how an agent starts when %s', (_, sources, start) => {
  expect(startOf(...sources)).toMatchObject(start)
})

test('a setting of the start is listed with its source, and a flag does not change what is stored', async () => {
  const flags = { port: 0, provisioning: 'till.json' }
  const { agent, settings } = await startTill({ deps: { policy: { start: { kiosk: 'on' } }, flags } })
  agent.settings.set('start.port', 48_000)
  const views = agent.settings.list().filter(({ name }) => name.startsWith('start.'))
  expect(views.map(({ name, value, source }) => [name, value, source])).toEqual([
    ['start.port', 0, 'flag'],
    ['start.kiosk', 'on', 'policy'],
    ['start.language', undefined, 'default'],
    ['start.provisioning', 'till.json', 'flag'],
    ['start.administrators', undefined, 'default'],
    ['start.users', undefined, 'default'],
    ['start.maxCrashes', 3, 'default'],
    ['start.healthySeconds', 300, 'default'],
  ])
  expect(settings.read().start).toEqual({ port: 48_000 })
})

test.each([
  ['start.port', 0],
  ['start.port', 65_536],
  ['start.kiosk', 'yes'],
  ['start.provisioning', ''],
])('%s cannot be %s', async (name, value) => {
  const { agent } = await startTill({ isSetUp: false })
  expect(() => agent.settings.set(name, value)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
})

// A till on another port, or a kiosk, was back at the defaults after an update.
test.each([
  ['by hand', []],
  ['at log-in, and by the updater of an AppImage', ['--hidden']],
  ["by NSIS's set-up after an update", ['--updated']],
  ['by both', ['--updated', '--hidden']],
])('started %s, the agent goes by its settings', async (_, args) => {
  const opened: WindowOptions[] = []
  expect(
    await runProgram(
      createProgram((options) => opened.push(options)),
      args,
    ),
  ).toBe(0)
  expect(opened.map(flagsOf)).toEqual([{}])
})

test('flags of the command line are said under the names of the settings', async () => {
  const opened: WindowOptions[] = []
  const args = ['--port', '0', '--kiosk', '--language', 'ar', '--provision', 'till.json']
  await runProgram(
    createProgram((options) => opened.push(options)),
    args,
  )
  expect(opened.map(flagsOf)).toEqual([{ port: 0, kiosk: 'on', language: 'ar', provisioning: 'till.json' }])
})
