import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { run } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'
import { launch } from './driver.ts'
import { runApp } from './host.ts'
import { openTill, provisioningFor } from './testTill.ts'

test('a second instance exits and the first one shows its window', async () => {
  const app = await launch({ args: ['--hidden'] })
  expect(await app.window()).toMatchObject({ isVisible: false })
  expect(await app.second()).toMatchObject({ code: 0, stderr: '' })
  await expect.poll(() => app.window()).toMatchObject({ isVisible: true, isFocused: true })
})

describe('a deep link', () => {
  test('shows the window, and its content is ignored', async () => {
    const { app, checkout } = await openTill({ args: ['--hidden'], usesDefaultDataDir: true })
    expect(await app.second('client', 'revoke', 'canary', 'till-agent://client/revoke?id=canary')).toMatchObject({
      code: 0,
      output: '\n',
    })
    await expect.poll(() => app.window()).toMatchObject({ isVisible: true })
    expect((await app.window()).url).toMatch(/^app:\/\/bundle\//)
    expect((await checkout.lookUp()).status).toBe(200)
  })

  test('does so on macOS too', async () => {
    const app = await launch({ args: ['--hidden'] })
    await app.emit('app', 'open-url', 'till-agent://status')
    await expect.poll(() => app.window()).toMatchObject({ isVisible: true })
  })
})

describe('a page that crashes', () => {
  test('is reloaded, and works again', async () => {
    const { app, checkout } = await openTill()
    await app.page()
    await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
    await expect
      .poll(async () => (await app.page()).getByRole('textbox', { name: 'Mobile number' }).isVisible())
      .toBe(true)
    expect((await checkout.lookUp()).status).toBe(200)
  })

  test('is replaced by a static page after too many crashes; a person can try again', async () => {
    const app = await launch()
    const crash = () =>
      app.main(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
      })
    for (let times = 0; times < 4; times += 1) await crash()
    await expect.poll(async () => (await app.window()).url).toBe('app://bundle/crashed')
    const page = await app.page()
    await page.getByRole('heading', { name: 'does not stay open' }).waitFor()
    await page.getByRole('link', { name: 'Try again' }).click()
    await expect.poll(async () => (await app.window()).url).toMatch(/^app:\/\/bundle\/(?!crashed)/)
  })
})

describe('a window that a person has closed', () => {
  test('is raised for a pairing request, shows its code, and is hidden again afterwards', async () => {
    const { app, checkout } = await openTill({ args: ['--hidden'] })
    const { comparisonCode } = await checkout.pair()
    await expect.poll(() => app.window()).toMatchObject({ isVisible: true, isFocused: true })
    const dialog = (await app.page()).getByRole('dialog')
    await dialog.getByText(comparisonCode).waitFor()
    await dialog.getByRole('button', { name: 'Refuse' }).click()
    await expect.poll(() => app.window()).toMatchObject({ isVisible: false })
  })

  test('is raised for a verification that a checkout starts, and is hidden again', async () => {
    const { app, checkout } = await openTill({ args: ['--hidden'] })
    const { id, state } = await checkout.verify()
    expect(state).toBe('code-sent')
    await expect.poll(() => app.window()).toMatchObject({ isVisible: true })
    await (await app.page())
      .getByText(/Checkout/)
      .first()
      .waitFor()
    expect((await checkout.send('DELETE', `/v1/verifications/${id}`)).ok).toBe(true)
    await expect.poll(() => app.window()).toMatchObject({ isVisible: false })
  })
})

test('closing the window hides it; in a kiosk it stays', async () => {
  const app = await launch()
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => app.window()).toMatchObject({ isVisible: false })
  expect((await fetch(`${app.url}/healthz`)).status).toBe(204)

  const kiosk = await launch({ args: ['--kiosk'] })
  await expect.poll(() => kiosk.window()).toMatchObject({ isVisible: true, isKiosk: true })
  await kiosk.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await kiosk.window()).toMatchObject({ isVisible: true })
})

// A till was back in the language of the system, and no kiosk any more, after a log-in or an update.
test.each([
  ['says nothing but --hidden', ['--hidden'], 'ar', 'فتح'],
  ['is told otherwise, for one run', ['--language', 'en'], 'en', 'Open'],
])('a start that %s obeys', async (_, args, language, open) => {
  const dataDir = join(makeFolder(), 'till-agent')
  for (const setting of ['start.kiosk on', 'start.language ar'])
    await run(['setting', 'set', ...setting.split(' '), '--data-dir', dataDir])
  const app = await launch({ dataDir, args })
  await expect.poll(() => app.window()).toMatchObject({ isVisible: true, isKiosk: true })
  const languageOf = async () => (await app.page()).evaluate('document.documentElement.lang')
  await expect.poll(languageOf).toBe(language)
  expect((await app.tray()).labels[0]).toBe(open)
})

test('the window opens where it was, while that is on a screen', async () => {
  const first = await launch()
  const place = { x: 210, y: 40, width: 900, height: 640 }
  await first.main(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), place)
  expect(await first.close()).toMatchObject({ code: 0 })
  const again = await launch({ dataDir: first.dataDir })
  expect((await again.window()).bounds).toEqual(place)
  await again.close()
  if (!has('stand-in for Electron')) return
  const screens = JSON.stringify([{ x: 2000, y: 0, width: 800, height: 600 }])
  const elsewhere = await launch({ dataDir: first.dataDir, env: { STANDIN_DISPLAYS: screens } })
  expect((await elsewhere.window()).bounds).toEqual({ x: 2000, y: 0, width: 800, height: 600 })
})

test('the tray shows the condition of the till and opens the window', async () => {
  const app = await launch()
  const before = await app.tray()
  expect(before).toMatchObject({
    toolTip: 'Till Agent: Not working',
    labels: ['Open', 'Not working', 'Check-up', 'Customer’s screen', 'Quit'],
  })
  const { app: ready } = await openTill({ env: { STANDIN_LOCALE: 'ar-EG', LANGUAGE: 'ar', LC_ALL: 'ar_EG.UTF-8' } })
  const { icon, labels } = await ready.tray()
  expect(icon).not.toBe(before.icon)
  if (has('stand-in for Electron')) expect(labels).toEqual(['فتح', 'جاهز', 'فحص', 'شاشة العميل', 'إنهاء'])
  await ready.clickTray(labels[2] ?? '')
  await expect.poll(async () => (await ready.page()).url()).toMatch(/#\/doctor/)
})

test('quitting waits for the request under way, and leaves nothing behind', async () => {
  const { app, simulator, checkout } = await openTill()
  await fetch(`${simulator.url}/_simulator/faults`, {
    method: 'POST',
    body: '{"fault":"slow","delayMs":1500,"times":1}',
  })
  const asked = checkout.lookUp()
  await expect.poll(() => simulator.seen().length).toBeGreaterThan(0)
  const [answer, ended] = await Promise.all([asked, app.close()])
  expect([answer.status, ended.code, ended.stderr]).toEqual([200, 0, ''])
  expect(existsSync(join(app.dataDir, 'lock.json'))).toBe(false)
  const { stdout } = await runApp(['audit', 'list', '--json', '--data-dir', app.dataDir])
  const rows = stdout
    .trim()
    .split('\n')
    .flatMap((line) => [JSON.parse(line)].flat())
  expect(JSON.stringify(rows[0])).toContain('agent-stopped')
})

test('after a sleep the connections are replaced before the next request', async () => {
  let connections = 0
  const cloud = createServer((_, response) => response.end('{}')).on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => cloud.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    cloud.close()
    cloud.closeAllConnections()
  })
  const app = await launch({
    provisioning: provisioningFor(`http://127.0.0.1:${(cloud.address() as AddressInfo).port}`),
  })
  await expect.poll(() => connections).toBe(1)
  await app.emit('powerMonitor', 'resume')
  await expect.poll(() => connections).toBe(2)
})
