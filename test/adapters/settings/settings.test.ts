import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openJsonSettings } from '#adapters/settings/jsonSettings.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { openSettingsFile, remedyFor } from '#adapters/settings/settingsFile.ts'
import type { Settings, SettingsStore, StoredUpstream } from '#core/settings/settings.ts'
import { has } from '#test/support/skips.ts'

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
const { openElectronStoreSettings } = await import('#adapters/settings/electronStore.ts')

describe.each<[string, () => Promise<SettingsStore>]>([
  ['in memory', async () => createMemorySettings()],
  ['in a file', async () => openJsonSettings(await makeFolder())],
  ['in a file of Electron', async () => openElectronStoreSettings(await makeFolder())],
])('settings %s', (_, open) => {
  test('begin with an installation id and nothing set up', async () => {
    const [settings, others] = [(await open()).read(), (await open()).read()]
    expect(settings).toEqual({ version: 1, installation: expect.stringMatching(/.{20}/), upstreams: [], clients: [] })
    expect(settings.installation).not.toBe(others.installation)
  })

  test('are those that were written last', async () => {
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

  test('refuse values that could not be read again', async () => {
    const store = await open()
    const before = store.read()
    expect(() => store.write({ ...before, installation: '' })).toThrow('installation')
    expect(store.read()).toBe(before)
  })
})

describe('the settings file', () => {
  test('exists after the first start and is read at the next', async () => {
    const folder = join(await makeFolder(), 'made', 'on demand')
    const first = openJsonSettings(folder)
    first.write(withLoyalty(first.read()))
    expect(openJsonSettings(folder).read()).toEqual(first.read())
    expect((await readdir(folder)).toSorted()).toEqual(['settings.json', 'settings.json.before'])
  })

  test('has the format of electron-store', async () => {
    const folder = await makeFolder()
    const { installation } = openJsonSettings(folder).read()
    const text = await readFile(join(folder, 'settings.json'), 'utf8')
    expect(text).toBe(JSON.stringify({ version: 1, installation, upstreams: [], clients: [] }, undefined, '\t'))
  })

  // Notepad saves with one; the file was "damaged: it is not JSON".
  test('is read with the byte order mark of an editor', async () => {
    const folder = await makeFolder()
    const { installation } = openJsonSettings(folder).read()
    const file = join(folder, 'settings.json')
    await writeFile(file, `\uFEFF${await readFile(file, 'utf8')}`)
    expect(openJsonSettings(folder).read().installation).toBe(installation)
  })

  test.each([
    ['EPERM', 'win32', /Close the program that has settings\.json open/],
    ['EBUSY', 'win32', /Close the program/],
    ['ENOSPC', 'win32', undefined],
    ['EPERM', 'linux', undefined],
  ] as const)('that cannot be written (%s on %s) has a remedy that fits', (code, platform, remedy) => {
    if (remedy) expect(remedyFor(code, platform)).toMatch(remedy)
    else expect(remedyFor(code, platform)).toBeUndefined()
  })

  // Each kill in a write left one; 21 in 60 kills were never swept.
  test('is opened without what a killed write has left beside it', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'settings.json.tmp-1764425000123abc'), '{')
    await writeFile(join(folder, 'settings.json.new'), '{')
    openJsonSettings(folder)
    expect(await readdir(folder)).toEqual(['settings.json'])
  })

  test('whose directory is gone is not written elsewhere', async () => {
    const folder = join(await makeFolder(), 'data')
    const store = openJsonSettings(folder)
    await rm(folder, { recursive: true })
    expect(() => store.write(withLoyalty(store.read()))).toThrow(
      expect.objectContaining({ code: 'SETTINGS_UNWRITABLE', detail: `The data directory ${folder} is gone.` }),
    )
    expect(existsSync(folder)).toBe(false)
  })

  test('keeps the installation id of the first start', async () => {
    const folder = await makeFolder()
    expect(openJsonSettings(folder).read().installation).toBe(openJsonSettings(folder).read().installation)
  })

  test('is not read again once open', async () => {
    const folder = await makeFolder()
    const store = openJsonSettings(folder)
    await rm(folder, { recursive: true })
    expect(store.read().version).toBe(1)
  })

  test.runIf(has('unix'))('is readable by its owner only, also when others could read it before', async () => {
    const folder = join(await makeFolder(), 'data')
    const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
    openJsonSettings(folder)
    const file = join(folder, 'settings.json')
    expect([await modeOf(folder), await modeOf(file)]).toEqual(['700', '600'])
    for (const mode of [0o664, 0o640, 0o604]) {
      await chmod(file, mode)
      openJsonSettings(folder)
      expect(await modeOf(file)).toBe('600')
    }
  })

  test('that cannot be written leaves the settings unchanged', async () => {
    const folder = await makeFolder()
    const store = openJsonSettings(folder)
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
    expect(() => openJsonSettings(join(folder, 'data'))).toThrow(
      expect.objectContaining({ name: 'Fault', code: 'SETTINGS_UNWRITABLE' }),
    )
  })

  test('that cannot be read stops the start', async () => {
    const folder = await makeFolder()
    await mkdir(join(folder, 'settings.json'), { mode: 0o700 })
    expect(() => openJsonSettings(folder)).toThrow(expect.objectContaining({ name: 'Fault', code: 'FILE_UNREADABLE' }))
  })
})

// A mistake of the agent must not look like a disk that cannot be read.
test('a bug while the settings open stays a bug', async () => {
  const folder = await makeFolder()
  const open = () => {
    throw new TypeError('no such option')
  }
  expect(() => openSettingsFile(folder, open)).toThrow(TypeError)
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
      openJsonSettings(folder)
    } catch (thrown) {
      return thrown as { name: string; code: string; detail: string; remedy: unknown }
    }
    throw new Error('it was opened')
  }

  test('stays in place, is copied once, and is reported without its content', async () => {
    const folder = await makeFolder()
    const file = join(folder, 'settings.json')
    await writeFile(file, content)
    const fault = await openDamaged(folder)
    expect(fault).toMatchObject({ name: 'Fault', code: 'SETTINGS_DAMAGED' })
    const [copy = '', ...others] = (await readdir(folder)).filter((name) => name !== 'settings.json')
    expect(others).toEqual([])
    expect(copy).toMatch(/^settings\.damaged-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.json$/)
    for (const part of [file, join(folder, copy), why]) expect(fault.detail).toContain(part)
    expect(fault.detail + JSON.stringify(fault.remedy)).not.toContain(hint)
    expect(await readFile(file, 'utf8')).toBe(content)
    expect(await readFile(join(folder, copy), 'utf8')).toBe(content)

    expect((await openDamaged(folder)).detail).toBe(fault.detail)
    // The name of a copy has milliseconds: a second one in the same millisecond would have the same name.
    await setTimeout(2)
    await writeFile(file, `${content} `)
    await openDamaged(folder)
    expect(await readdir(folder)).toHaveLength(3)
  })
})

// The version before an update that did not work starts with what the later one has written.
describe('a settings file of a later version', () => {
  const pos = { id: 'pos', name: 'POS', grants: [], origins: [], keyDigest: 'd', md5KeyDigest: 'm', createdAt: 1 }
  const drop = {
    name: 'days',
    folder: '/days',
    to: 'sftp://till@a.example/in',
    stableSeconds: 5,
    expireHours: 72,
    createdAt: 1,
  }

  test.each<[string, object, object]>([
    ['a limit', { limits: { queue: 5, later: 1 } }, { limits: { queue: 5 } }],
    ['a setting', { store: { country: 'DE', later: 'x' } }, { store: { country: 'DE' } }],
    ['a choice', { start: { port: 5000, language: 'tlh' } }, { start: { port: 5000 } }],
    ['a group', { later: { a: 1 } }, {}],
    ['a field of a client', { clients: [{ ...pos, later: true }] }, { clients: [pos] }],
    [
      'a field of a grant',
      { clients: [{ ...pos, grants: [{ upstream: 'a', allow: ['hand-over'], later: 1 }] }] },
      { clients: [{ ...pos, grants: [{ upstream: 'a', allow: ['hand-over'] }] }] },
    ],
    ['a field of a folder', { drops: [{ ...drop, later: 1 }] }, { drops: [drop] }],
    ['a field of an upstream', { upstreams: [{ ...loyalty, later: 1 }] }, { upstreams: [loyalty] }],
    [
      'a part of a field',
      { upstreams: [{ ...loyalty, expect: { later: 'x' } }] },
      { upstreams: [{ ...loyalty, expect: {} }] },
    ],
  ])('with %s that this one does not know is read without it', async (_, later, known) => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...sound, ...later }))
    expect(openJsonSettings(folder).read()).toEqual({ ...sound, ...known })
  })

  test('is damaged where something else is wrong with it', async () => {
    const folder = await makeFolder()
    const damaged = { ...sound, limits: { queue: hint, later: 1 } }
    await writeFile(join(folder, 'settings.json'), JSON.stringify(damaged))
    expect(() => openJsonSettings(folder)).toThrow(expect.objectContaining({ code: 'SETTINGS_DAMAGED' }))
  })
})

describe('a damaged settings file', () => {
  test('is described by its first five mistakes', async () => {
    const folder = await makeFolder()
    const upstreams = Array.from({ length: 6 }, () => ({ ...loyalty, createdAt: hint }))
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...sound, upstreams }))
    expect(() => openJsonSettings(folder)).toThrow(
      expect.objectContaining({ detail: expect.stringMatching(/upstreams\[4\](?!.*upstreams\[5\])/) }),
    )
  })

  async function remedyBeside(before: string | undefined): Promise<unknown> {
    const folder = await makeFolder()
    const file = join(folder, 'settings.json')
    await writeFile(file, '{')
    if (before !== undefined) await writeFile(`${file}.before`, before)
    try {
      openJsonSettings(folder)
      return 'opened'
    } catch (thrown) {
      return (thrown as { remedy: unknown }).remedy
    }
  }

  test('whose file before is whole says how to go back to it', async () => {
    const text = JSON.stringify(sound)
    expect(await remedyBeside(text)).toMatch(/settings\.json\.before\. Rename that file to settings\.json, then/)
  })

  test.each([undefined, '', '{', '{}'])('whose file before is %j does not lead there', async (before) => {
    expect(await remedyBeside(before)).toEqual({ usualFor: 'SETTINGS_DAMAGED' })
  })
})

// attacks.md T23: whoever may write in the directory may swap the settings.
test.runIf(has('unix')).each([
  ['777', '755'],
  ['770', '750'],
  ['700', '700'],
  ['1777', '1777'],
])('a data directory of mode %s gets mode %s', async (before, after) => {
  const path = join(await makeFolder(), 'data')
  await mkdir(path)
  await chmod(path, Number.parseInt(before, 8))
  openJsonSettings(path)
  expect(((await stat(path)).mode & 0o7777).toString(8)).toBe(after)
})

test('both hosts use the same file', async () => {
  const folder = await makeFolder()
  const store = openElectronStoreSettings(folder)
  store.write(withLoyalty(store.read()))
  expect(openJsonSettings(folder).read()).toEqual(store.read())
  if (has('unix')) expect((await stat(join(folder, 'settings.json'))).mode & 0o777).toBe(0o600)
  await writeFile(join(folder, 'settings.json'), '{')
  expect(() => openElectronStoreSettings(folder)).toThrow(expect.objectContaining({ code: 'SETTINGS_DAMAGED' }))
})
