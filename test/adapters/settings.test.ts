import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openConfSettings } from '../../electron/adapters/confSettings.ts'
import { createMemorySettings } from '../../electron/adapters/memorySettings.ts'
import type { Settings, SettingsStore, StoredUpstream } from '../../electron/core/settings.ts'

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'till-settings-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const loyalty: StoredUpstream = {
  id: 'loyalty',
  scheme: 'capillary-till',
  baseUrl: 'https://eu.api.example.com',
  settings: { tillId: 'store.7', 'dotted.name': { deep: [1, null, 'ü'] } },
  createdAt: 1_700_000_000_000,
}

function withLoyalty(settings: Settings): Settings {
  return { ...settings, upstreams: [loyalty] }
}

// Asked for by electron-store; without this it would be downloaded.
process.env.ELECTRON_OVERRIDE_DIST_PATH ??= '/nonexistent'
const { openElectronStoreSettings } = await import('../../electron/adapters/electronStore.ts')

describe.each<[string, () => Promise<SettingsStore>]>([
  ['in memory', async () => createMemorySettings()],
  ['in a file', async () => openConfSettings(await makeFolder())],
  ['in a file of Electron', async () => openElectronStoreSettings(await makeFolder())],
])('settings %s', (_, open) => {
  test('begin with a name of their own and nothing set up', async () => {
    const [one, other] = [(await open()).read(), (await open()).read()]
    expect(one).toEqual({ version: 1, installation: expect.stringMatching(/.{20}/), upstreams: [], clients: [] })
    expect(one.installation).not.toBe(other.installation)
  })

  test('are what was written last', async () => {
    const store = await open()
    const written = withLoyalty(store.read())
    store.write(written)
    expect(store.read()).toEqual(written)
  })

  test('do not change when what was written or read is changed', async () => {
    const store = await open()
    const written = structuredClone(withLoyalty(store.read()))
    store.write(written)
    written.upstreams.pop()
    expect(() => store.read().upstreams.pop()).toThrow(TypeError)
    expect(store.read().upstreams).toEqual([loyalty])
  })

  test('take nothing that could not be read again', async () => {
    const store = await open()
    const before = store.read()
    expect(() => store.write({ ...before, installation: '' })).toThrow('installation')
    expect(store.read()).toBe(before)
  })
})

describe('the settings file', () => {
  test('is there after the first start and read at the next', async () => {
    const folder = join(await makeFolder(), 'made', 'on demand')
    const first = openConfSettings(folder)
    first.write(withLoyalty(first.read()))
    expect(openConfSettings(folder).read()).toEqual(first.read())
    expect(await readdir(folder)).toEqual(['settings.json'])
  })

  test('keeps the name of the installation from the first start on', async () => {
    const folder = await makeFolder()
    expect(openConfSettings(folder).read().installation).toBe(openConfSettings(folder).read().installation)
  })

  test('is not read again once open', async () => {
    const folder = await makeFolder()
    const store = openConfSettings(folder)
    await rm(folder, { recursive: true })
    expect(store.read().version).toBe(1)
  })

  test.runIf(process.platform !== 'win32')('is for its owner alone, even if it was not before', async () => {
    const folder = join(await makeFolder(), 'data')
    const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
    openConfSettings(folder)
    const file = join(folder, 'settings.json')
    expect([await modeOf(folder), await modeOf(file)]).toEqual(['700', '600'])
    await chmod(file, 0o664)
    openConfSettings(folder)
    expect(await modeOf(file)).toBe('600')
  })

  test('that cannot be written leaves everything as it was', async () => {
    const folder = await makeFolder()
    const store = openConfSettings(folder)
    const before = store.read()
    await rm(folder, { recursive: true })
    await writeFile(folder, 'a file where the folder was: not even root writes below it')
    expect(() => store.write(withLoyalty(before))).toThrow(
      expect.objectContaining({ name: 'Fault', code: 'SETTINGS_UNWRITABLE', detail: expect.stringContaining(folder) }),
    )
    expect(store.read()).toBe(before)
  })

  test('that cannot be made stops the start', async () => {
    const folder = join(await makeFolder(), 'file')
    await writeFile(folder, '')
    expect(() => openConfSettings(join(folder, 'data'))).toThrow(
      expect.objectContaining({ name: 'Fault', code: 'SETTINGS_UNWRITABLE' }),
    )
  })

  test('that cannot be read stops the start', async () => {
    const folder = await makeFolder()
    await mkdir(join(folder, 'settings.json'), { mode: 0o700 })
    expect(() => openConfSettings(folder)).toThrow(expect.objectContaining({ name: 'Fault', code: 'FILE_UNREADABLE' }))
  })
})

const hint = 'Zq7-not-to-be-repeated'
const sound = { version: 1, installation: 'i', upstreams: [], clients: [] }

const damages: Array<[string, string, string]> = [
  ['that is empty', '', 'it is empty'],
  ['that is full of NULs', '\0'.repeat(300), 'it holds nothing but NUL bytes'],
  ['that is cut off', JSON.stringify({ ...sound, hint }, null, 2).slice(0, -3), 'it is not JSON'],
  ['that is no JSON', `password=${hint}`, 'it is not JSON'],
  ['that is a list', JSON.stringify([hint]), 'version: '],
  ['that is of another version', JSON.stringify({ ...sound, version: 2 }), 'version: '],
  [
    'with a wrong value',
    JSON.stringify({ ...sound, upstreams: [{ ...loyalty, createdAt: hint }] }),
    'upstreams[0].createdAt: ',
  ],
  ['with something missing', JSON.stringify({ ...sound, clients: undefined, hint }), 'clients: '],
]

describe.each(damages)('a settings file %s', (_, content, why) => {
  async function openDamaged(folder: string) {
    try {
      openConfSettings(folder)
    } catch (thrown) {
      return thrown as { name: string; code: string; detail: string; remedy: string }
    }
    throw new Error('it was opened')
  }

  test('stays where it is, is set aside once, and is complained of without repeating it', async () => {
    const folder = await makeFolder()
    const file = join(folder, 'settings.json')
    await writeFile(file, content)
    const fault = await openDamaged(folder)
    expect(fault).toMatchObject({ name: 'Fault', code: 'SETTINGS_DAMAGED' })
    const [copy = '', ...others] = (await readdir(folder)).filter((name) => name !== 'settings.json')
    expect(others).toEqual([])
    expect(copy).toMatch(/^settings\.damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.json$/)
    for (const part of [file, join(folder, copy), why]) expect(fault.detail).toContain(part)
    expect(fault.detail + fault.remedy).not.toContain(hint)
    expect(await readFile(file, 'utf8')).toBe(content)
    expect(await readFile(join(folder, copy), 'utf8')).toBe(content)

    expect((await openDamaged(folder)).detail).toBe(fault.detail)
    await writeFile(file, `${content} `)
    await openDamaged(folder)
    expect(await readdir(folder)).toHaveLength(3)
  })
})

// attacks.md T23: whoever may write in the directory may swap the settings.
test.each([
  ['777', '755'],
  ['770', '750'],
  ['700', '700'],
  ['1777', '1777'],
])('a data directory of mode %s is kept with mode %s', async (before, after) => {
  const path = join(await makeFolder(), 'data')
  await mkdir(path)
  await chmod(path, Number.parseInt(before, 8))
  openConfSettings(path)
  expect(((await stat(path)).mode & 0o7777).toString(8)).toBe(after)
})

test('both hosts keep one and the same file', async () => {
  const folder = await makeFolder()
  const store = openElectronStoreSettings(folder)
  store.write(withLoyalty(store.read()))
  expect(openConfSettings(folder).read()).toEqual(store.read())
  expect((await stat(join(folder, 'settings.json'))).mode & 0o777).toBe(0o600)
  await writeFile(join(folder, 'settings.json'), '{')
  expect(() => openElectronStoreSettings(folder)).toThrow(expect.objectContaining({ code: 'SETTINGS_DAMAGED' }))
})
