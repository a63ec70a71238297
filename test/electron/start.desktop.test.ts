import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAppImageInstaller } from '#adapters/updates/appImageInstaller.ts'
import { digestFile } from '#adapters/updates/checkedCopy.ts'
import { run, runJson } from '#test/support/command.ts'
import { makeFolder, writeInputIn } from '#test/support/folder.ts'
import { freePort } from '#test/support/freePort.ts'
import { launch } from './driver.ts'

/** A till of this user: a port, a kiosk and a data directory of its own, as `setting` and `data-dir` have kept them. */
async function setTill() {
  const home = makeFolder()
  const dataDir = join(home, 'disk', 'till')
  const port = await freePort()
  const env = { ...process.env, XDG_CONFIG_HOME: home } as Record<string, string>
  for (const words of [`data-dir use ${dataDir}`, `setting set start.port ${port}`, 'setting set start.kiosk on'])
    expect(await run(words.split(' '), { env })).toMatchObject({ code: 0, stderr: '' })
  const launchAs = (args: string[]) =>
    launch({
      args,
      usesDefaultDataDir: true,
      portOfSettings: port,
      env: { XDG_CONFIG_HOME: home, STANDIN_PACKAGED: '1' },
    })
  const expectAsSet = async (app: Awaited<ReturnType<typeof launchAs>>) => {
    await expect.poll(() => app.window()).toMatchObject({ isVisible: true, isKiosk: true })
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(204)
    const { answer } = await runJson(['setting', 'list'], { env })
    const found = (answer as { name: string }[]).filter(({ name }) => /^start\.(port|kiosk)$/.test(name))
    expect(found).toMatchObject([{ value: port }, { value: 'on' }].map((view) => ({ ...view, source: 'settings' })))
    expect(existsSync(join(dataDir, 'lock.json'))).toBe(true)
    expect(existsSync(join(home, 'till-agent', 'settings.json'))).toBe(false)
  }
  return { home, launchAs, expectAsSet }
}

/** The words after the program in the entry that starts it at log-in. */
function argumentsAtLogin(home: string): string[] {
  const entry = readFileSync(join(home, 'autostart/till-agent.desktop'), 'utf8')
  const [, line = ''] = /^Exec=(.*)$/m.exec(entry) ?? []
  return [...line.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word).slice(1)
}

/** What an AppImage is started with after an update, by the words that this host gives its installer. */
async function argumentsAfterUpdate(startArguments: readonly string[]): Promise<readonly string[]> {
  const folder = makeFolder()
  const [appImage, next] = ['till-agent.AppImage', 'next'].map((name) => writeInputIn(folder, name, name)) as [
    string,
    string,
  ]
  const started: (readonly string[])[] = []
  const installer = createAppImageInstaller({
    ...{
      downloader: undefined as never,
      appImage,
      version: '1.0.0',
      dataDir: folder,
      directory: folder,
      startArguments,
    },
    start: (_, args) => {
      started.push(args)
      return undefined
    },
  })
  const staged = await installer.stage(next, await digestFile(next))
  staged.commit(undefined)
  return started[0] ?? []
}

// At 48000 and without a way out: a till forgot both, and the directory of its data, at the next log-in.
test('port, kiosk and data directory outlast a log-in, a crash, and an update of AppImage and set-up', async () => {
  const { home, launchAs, expectAsSet } = await setTill()
  const first = await launchAs([])
  await expectAsSet(first)
  await first.close()

  const atLogin = argumentsAtLogin(home)
  const loggedIn = await launchAs(atLogin)
  await expectAsSet(loggedIn)
  // As after an uncaught error: the process goes at once, and is started again as it was.
  await loggedIn.main(({ app }) => app.exit(1)).catch(() => {})
  expect((await loggedIn.ended).code).toBe(1)
  const afterCrash = await launchAs(atLogin)
  await expectAsSet(afterCrash)
  await afterCrash.close()

  expect(await argumentsAfterUpdate(atLogin)).toEqual(atLogin)
  // By set-up for Windows, which `setUp.windows.test.ts` watches.
  const updated = await launchAs(['--updated'])
  await expectAsSet(updated)
  await updated.close()
}, 240_000)

test('after an update by set-up a till that is no kiosk stays in the tray', async () => {
  const app = await launch({ args: ['--updated'] })
  expect(await app.window()).toMatchObject({ isVisible: false })
})
