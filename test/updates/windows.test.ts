import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { digestFile } from '#adapters/updates/checkedCopy.ts'
import { createDownloader } from '#adapters/updates/electronUpdater.ts'
import { createFileUpdateStore } from '#adapters/updates/fileUpdateStore.ts'
import { createNsisInstaller } from '#adapters/updates/nsisInstaller.ts'
import type { Expected } from '#adapters/updates/publisherProof.ts'
import { SetUpWatch } from '#adapters/updates/setUpWatch.ts'
import { channelOf } from '#adapters/updates/updateChannel.ts'
import type { Release } from '#core/releases/release.ts'
import { type Attempt, emptyRecord } from '#core/updates/journalStore.ts'
import { startReleaseHost } from '#test/support/releaseHost.ts'
import { makeDirectory } from '#test/support/releases.ts'

const setUpName = 'till-agent-1.1.0-windows-x64.exe'

/** The updater for Windows, on this machine: all that it does before it runs set-up. */
async function openWindows(isProven: boolean, publisherNames = ['Till Agent']) {
  const [folder, dataDir] = [makeDirectory(), makeDirectory()]
  const host = await startReleaseHost(folder)
  writeFileSync(join(folder, setUpName), 'MZ set-up of 1.1.0')
  const file = { name: setUpName, ...(await digestFile(join(folder, setUpName))) }
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
    ...{ kind: 'nsis', feed: () => host.url, fetch, directory, log: silentLog, app },
  })
  const asked: { content: string; expected: Expected }[] = []
  const started: string[][] = []
  const watched: string[] = []
  const watch = new SetUpWatch({ directory, run: (line) => void watched.push(line) })
  const cachedInstaller = join(dataDir, 'cache', 'till-agent-updater', 'installer.exe')
  mkdirSync(join(cachedInstaller, '..'), { recursive: true })
  const installer = createNsisInstaller({
    ...{ downloader, version: '1.0.0', directory, cachedInstaller, publisherNames, watch },
    start: (program, args) => void started.push([program, ...args]),
    async provePublisher(path, expected) {
      asked.push({ content: readFileSync(path, 'utf8'), expected })
      return isProven
    },
  })
  const release = { version: '1.1.0', releasedAt: 1 } as Release
  return { host, installer, release, file, asked, cachedInstaller, directory, started, watch, watched }
}

describe('a set-up', () => {
  test('whose publisher is not proven is refused, whatever our own signature says', async () => {
    const { installer, release, file, asked } = await openWindows(false)
    await expect(installer.download(release, file, () => {})).rejects.toMatchObject({ code: 'PACKAGE_MISMATCH' })
    expect(asked).toEqual([{ content: 'MZ set-up of 1.1.0', expected: { publishers: ['Till Agent'] } }])
  })

  test('that was downloaded before is asked about again, and not downloaded again', async () => {
    const { host, installer, release, file, asked } = await openWindows(false)
    for (const _ of [1, 2])
      await expect(installer.download(release, file, () => {})).rejects.toMatchObject({ code: 'PACKAGE_MISMATCH' })
    expect(asked).toHaveLength(2)
    expect(host.seen).toHaveLength(1)
  })

  test('of our publisher is downloaded, copied to a place of its own and checked there', async () => {
    const { host, installer, release, file, directory } = await openWindows(true)
    const path = await installer.download(release, file, () => {})
    // No block map of any version: nothing that no signature covers.
    expect(host.seen.map((request) => request.path)).toEqual([`/${setUpName}`])
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
})

describe('a rollback', () => {
  test('uses the set-up that installed this version, if our publisher is proven to have signed it', async () => {
    const { installer, cachedInstaller, asked, directory } = await openWindows(true)
    expect(await installer.keepRunning()).toBeUndefined()
    writeFileSync(cachedInstaller, 'MZ set-up of 1.0.0')
    const kept = await installer.keepRunning()
    expect(kept?.path).toBe(join(directory, 'kept', '1.0.0-installer.exe'))
    expect(kept?.file).toEqual(await digestFile(cachedInstaller))
    expect(asked).toEqual([
      { content: 'MZ set-up of 1.0.0', expected: { publishers: ['Till Agent'], version: '1.0.0' } },
    ])
    // What was proven then is what is run, whatever becomes of it meanwhile.
    writeFileSync(kept?.path ?? '', 'MZ set-up of evil!')
    const stage = installer.stage(kept?.path ?? '', kept?.file ?? { size: 0, sha512: '' })
    await expect(stage).rejects.toMatchObject({ code: 'PACKAGE_MISMATCH' })
  })

  test('is not possible without that proof, and nothing is kept', async () => {
    const { installer, cachedInstaller, directory } = await openWindows(false)
    writeFileSync(cachedInstaller, 'MZ set-up of somebody else')
    expect(await installer.keepRunning()).toBeUndefined()
    expect(readdirSync(directory)).toEqual(['kept'])
    expect(readdirSync(join(directory, 'kept'))).toEqual([])
  })
})

describe('a version that set-up has installed', () => {
  /** Begins an update from 1.0.0. */
  async function install() {
    const windows = await openWindows(true)
    const { installer, release, file, cachedInstaller } = windows
    writeFileSync(cachedInstaller, 'MZ set-up of 1.0.0')
    const kept = await installer.keepRunning()
    const staged = await installer.stage(await installer.download(release, file, () => {}), file)
    expect(staged.commit(kept)).toBe('exit')
    return { ...windows, kept }
  }
  const attempt: Attempt = { step: 'installing', from: '1.0.0', to: '1.1.0', readyBefore: [], tries: 1 }
  const journalOf = (directory: string, watch: SetUpWatch) =>
    watch.journal(createFileUpdateStore(join(directory, '..')))

  test('is watched beside set-up until it has started', async () => {
    const { directory, started, watched, watch, kept } = await install()
    expect(started).toEqual([[expect.stringMatching(/till-agent-setup\.exe$/), '--updated', '/S', '--force-run']])
    const digest = Buffer.from(kept?.file.sha512 ?? '', 'base64').toString('hex')
    const words = ['watch.cmd', 'untried', 'went-back', 'kept/1.0.0-installer.exe'].map((name) => join(directory, name))
    expect(watched).toEqual([[...words, digest, '120', '--force-run'].map((word) => `"${word}"`).join(' ')])
    expect(existsSync(join(directory, 'untried'))).toBe(true)
    watch.hasStarted()
    expect(existsSync(join(directory, 'untried'))).toBe(false)
    expect(journalOf(directory, watch).read()).toEqual(emptyRecord)
  })

  test('and never started is known to have been taken back, once', async () => {
    const { directory, watch } = await install()
    const journal = journalOf(directory, watch)
    journal.write({ ...emptyRecord, attempt })
    renameSync(join(directory, 'untried'), join(directory, 'went-back'))
    expect(journal.read().attempt).toEqual({ ...attempt, step: 'rolling-back' })
    journal.write(emptyRecord)
    journal.write({ ...emptyRecord, attempt })
    expect(journal.read().attempt).toEqual(attempt)
  })

  test('is not installed where the watch cannot be begun', async () => {
    const { installer, release, file, cachedInstaller, directory, started } = await openWindows(true)
    writeFileSync(cachedInstaller, 'MZ set-up of 1.0.0')
    const kept = await installer.keepRunning()
    const staged = await installer.stage(await installer.download(release, file, () => {}), file)
    mkdirSync(join(directory, 'watch.cmd'))
    expect(() => staged.commit(kept)).toThrow(expect.objectContaining({ code: 'INSTALL_FAILED' }))
    expect(started).toEqual([])
  })

  test('is not watched where nothing was kept to go back to', async () => {
    const { installer, release, file, watched, directory } = await openWindows(true)
    const staged = await installer.stage(await installer.download(release, file, () => {}), file)
    staged.commit()
    expect(watched).toEqual([])
    expect(existsSync(join(directory, 'untried'))).toBe(false)
  })
})

test('a package that names no publisher takes no updates at all', async () => {
  await expect(openWindows(true, [])).rejects.toThrow('names no publisher')
})

test.each([
  ['linux', 'x64', 'latest-linux'],
  ['linux', 'arm64', 'latest-linux-arm64'],
  ['darwin', 'arm64', 'latest-mac'],
  ['win32', 'x64', 'latest'],
] as const)('on %s %s the channel is %s', (platform, processor, channel) => {
  expect(channelOf(platform, processor)).toBe(channel)
})
