import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { createDownloader } from '#adapters/updates/electronUpdater.ts'
import { makeFolder } from '#test/support/folder.ts'

// A block map is unpacked before a signature covers it: 1.5 MB of one stopped the sales of a till for 15 seconds (CWE-409).
const root = join(import.meta.dirname, '../../..')
const app = {
  ...{ version: '1.0.0', name: 'till-agent', isPackaged: true, appUpdateConfigPath: '', userDataPath: '' },
  ...{ baseCachePath: '', whenReady: async () => {}, relaunch: () => {}, quit: () => {}, onQuit: () => {} },
}

// One place makes them all. That for macOS cannot be made without Electron.
test.each(['nsis', 'AppImage'] as const)('packages of kind %s are downloaded whole', (kind) => {
  const directory = makeFolder()
  const { updater } = createDownloader({ ...{ kind, directory, app }, feed: () => '', fetch, log: silentLog })
  expect(updater.disableDifferentialDownload).toBe(true)
})

test('each way to a block map in electron-updater asks that first', () => {
  const folder = join(root, 'node_modules/electron-updater/out')
  const users = ['AppImageUpdater.js', 'NsisUpdater.js', 'MacUpdater.js'].map((file) =>
    readFileSync(join(folder, file), 'utf8'),
  )
  const calls = /await this\.(?:differentialDownloadInstaller|downloadDifferential)\(/g
  const asking = /disableDifferentialDownload/g
  for (const text of users) {
    const [first] = [...text.matchAll(asking)]
    expect(first?.index).toBeLessThan([...text.matchAll(calls)][0]?.index ?? 0)
  }
  const others = readdirSync(folder)
    .filter((file) => /\.js$/.test(file) && !users.includes(readFileSync(join(folder, file), 'utf8')))
    .filter((file) => calls.test(readFileSync(join(folder, file), 'utf8')))
  expect(others).toEqual([])
})

test('nothing of ours unpacks what belongs to an update', () => {
  const folders = ['electron/adapters/updates', 'electron/core/updates', 'electron/core/releases', 'electron/main']
  const unpacking = folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((file) => join(folder, String(file))))
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /node:zlib|gunzip|inflate|DecompressionStream/i.test(readFileSync(join(root, file), 'utf8')))
  expect(unpacking).toEqual([])
})
