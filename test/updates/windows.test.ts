import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NsisUpdater } from 'electron-updater'
import { expect, test } from 'vitest'
import { silentLog } from '../../electron/adapters/memoryLog.ts'
import { describe as described } from '../../electron/adapters/updates/checkedCopy.ts'
import { channelOf, packageKind } from '../../electron/adapters/updates/createUpdates.ts'
import { createDownloader } from '../../electron/adapters/updates/electronUpdater.ts'
import { createNsisInstaller } from '../../electron/adapters/updates/nsisInstaller.ts'
import type { Release } from '../../electron/core/updates/release.ts'
import { NodeExecutor } from '../support/nodeExecutor.ts'
import { startReleaseHost } from '../support/releaseHost.ts'
import { makeDirectory } from '../support/releases.ts'

/** The updater of Windows, on this machine: what it does before set-up is run. */
async function openWindows(verdict: string | null, publisherNames = ['Till Agent']) {
  const [folder, dataDir] = [makeDirectory(), makeDirectory()]
  const host = await startReleaseHost(folder)
  writeFileSync(join(folder, 'till-agent-1.1.0-windows-x64.exe'), 'MZ set-up of 1.1.0')
  const file = {
    name: 'till-agent-1.1.0-windows-x64.exe',
    ...(await described(join(folder, 'till-agent-1.1.0-windows-x64.exe'))),
  }
  const update = join(dataDir, 'app-update.yml')
  writeFileSync(
    update,
    'provider: generic\nurl: x\nupdaterCacheDirName: till-agent-updater\npublisherName:\n  - Till Agent\n',
  )
  const app = {
    ...{ version: '1.0.0', name: 'till-agent', isPackaged: true, appUpdateConfigPath: update },
    ...{ userDataPath: dataDir, baseCachePath: join(dataDir, 'cache') },
    whenReady: async () => {},
    relaunch: () => {},
    quit: () => {},
    onQuit: () => {},
  }
  const directory = join(dataDir, 'updates')
  const downloader = createDownloader({
    ...{ kind: 'nsis', feed: () => host.url, fetch, directory, log: silentLog },
    host: { app, executor: new NodeExecutor() },
  })
  const asked: string[][] = []
  const updater = downloader.updater as NsisUpdater
  updater.verifyUpdateCodeSignature = async (names) => {
    asked.push(names)
    return verdict
  }
  const cachedInstaller = join(dataDir, 'cache', 'till-agent-updater', 'installer.exe')
  mkdirSync(join(cachedInstaller, '..'), { recursive: true })
  const installer = createNsisInstaller({ downloader, version: '1.0.0', directory, cachedInstaller, publisherNames })
  const release = { version: '1.1.0', releasedAt: 1 } as Release
  return { installer, release, file, asked, cachedInstaller, directory }
}

test('a set-up signed by another publisher is refused, whatever our own signature says', async () => {
  const { installer, release, file, asked } = await openWindows('signed by somebody else')
  await expect(installer.download(release, file, () => {})).rejects.toMatchObject({ code: 'PACKAGE_MISMATCH' })
  expect(asked).toEqual([['Till Agent']])
})

test('a set-up of our publisher is downloaded, copied to a place of its own and checked there', async () => {
  const { installer, release, file, directory } = await openWindows(null)
  const path = await installer.download(release, file, () => {})
  const staged = await installer.stage(path, file)
  const [folder = ''] = readdirSync(directory).filter((name) => name.startsWith('.till-agent-'))
  expect(statSync(join(directory, folder)).mode & 0o777).toBe(0o700)
  expect(readFileSync(join(directory, folder, 'till-agent-setup.exe'), 'utf8')).toBe('MZ set-up of 1.1.0')
  staged.discard()
  expect(existsSync(join(directory, folder))).toBe(false)

  chmodSync(path, 0o600)
  writeFileSync(path, 'MZ set-up of evil!')
  await expect(installer.stage(path, file)).rejects.toMatchObject({ code: 'PACKAGE_MISMATCH' })
  expect(readdirSync(directory).filter((name) => name.startsWith('.till-agent-'))).toEqual([])
})

test('the way back is the set-up that laid this version down, if it is ours', async () => {
  for (const [verdict, wanted] of [
    [null, '1.0.0-installer.exe'],
    ['signed by somebody else', undefined],
  ] as const) {
    const { installer, cachedInstaller } = await openWindows(verdict)
    expect(await installer.keepRunning()).toBeUndefined()
    writeFileSync(cachedInstaller, 'MZ set-up of 1.0.0')
    expect((await installer.keepRunning())?.path.split('/').at(-1)).toBe(wanted)
  }
})

test('a package that names no publisher takes no updates at all', async () => {
  await expect(openWindows(null, [])).rejects.toThrow('names no publisher')
})

test('only an installation that updates itself does', () => {
  const folder = makeDirectory()
  const program = join(folder, 'till-agent.exe')
  expect(packageKind('win32', program, {})).toBeUndefined()
  writeFileSync(join(folder, 'Uninstall Till Agent.exe'), '')
  expect(packageKind('win32', program, {})).toBe('nsis')
  expect(packageKind('linux', '/opt/Till Agent/till-agent', {})).toBeUndefined()
  expect(packageKind('linux', '/tmp/.mount/till-agent', { APPIMAGE: '/opt/tills/till-agent.AppImage' })).toBe(
    'AppImage',
  )
  expect(packageKind('darwin', '/Applications/Till Agent.app', {})).toBe('mac')
})

test.each([
  ['linux', 'x64', 'latest-linux'],
  ['linux', 'arm64', 'latest-linux-arm64'],
  ['darwin', 'arm64', 'latest-mac'],
  ['win32', 'x64', 'latest'],
] as const)('on %s %s the channel is %s', (platform, processor, channel) => {
  expect(channelOf(platform, processor)).toBe(channel)
})
