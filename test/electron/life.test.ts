import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { launch, patience } from './driver.ts'
import { isStandIn, runApp } from './host.ts'
import { openShop, provisioningFor } from './scene.ts'

test('started once more, it leaves and the first one shows itself', async () => {
  const app = await launch({ args: ['--hidden'] })
  expect(await app.window()).toMatchObject({ isVisible: false })
  expect(await app.second()).toMatchObject({ code: 0, stderr: '' })
  await expect.poll(() => app.window(), patience).toMatchObject({ isVisible: true, isFocused: true })
})

describe('a link of our own scheme', () => {
  test('shows the window, and nothing that it says is done', async () => {
    const { app, checkout } = await openShop({ args: ['--hidden'], isAtUsualPlace: true })
    expect(await app.second('client', 'revoke', 'canary', 'till-agent://client/revoke?id=canary')).toMatchObject({
      code: 0,
      output: '\n',
    })
    await expect.poll(() => app.window(), patience).toMatchObject({ isVisible: true })
    expect((await app.window()).url).toMatch(/^app:\/\/bundle\//)
    expect((await checkout.lookUp()).status).toBe(200)
  })

  test('does so on macOS too', async () => {
    const app = await launch({ args: ['--hidden'] })
    await app.emit('app', 'open-url', 'till-agent://status')
    await expect.poll(() => app.window(), patience).toMatchObject({ isVisible: true })
  })
})

describe('a page that crashes', () => {
  test('comes back, and the agent with it', async () => {
    const { app, checkout } = await openShop()
    await app.page()
    await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
    await expect
      .poll(async () => (await app.page()).getByRole('textbox', { name: 'Mobile number' }).isVisible(), patience)
      .toBe(true)
    expect((await checkout.lookUp()).status).toBe(200)
  })

  test('is not brought back for ever, and says so; a person may try again', async () => {
    const app = await launch()
    const crash = () =>
      app.main(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
      })
    for (let times = 0; times < 4; times += 1) await crash()
    await expect.poll(async () => (await app.window()).url, patience).toBe('app://bundle/crashed')
    const page = await app.page()
    await page.getByRole('heading', { name: 'does not stay open' }).waitFor()
    await page.getByRole('link', { name: 'Try again' }).click()
    await expect.poll(async () => (await app.window()).url, patience).toMatch(/^app:\/\/bundle\/(?!crashed)/)
  })
})

describe('a window that a person has put away', () => {
  test('comes out for a program that wants to be let in, shows its code, and goes back once that is over', async () => {
    const { app, checkout } = await openShop({ args: ['--hidden'] })
    const { comparisonCode } = await checkout.pair()
    await expect.poll(() => app.window(), patience).toMatchObject({ isVisible: true, isFocused: true })
    const dialog = (await app.page()).getByRole('dialog')
    await dialog.getByText(comparisonCode).waitFor()
    await dialog.getByRole('button', { name: 'Refuse' }).click()
    await expect.poll(() => app.window(), patience).toMatchObject({ isVisible: false })
  })

  test('comes out for a verification that a checkout starts, and goes back', async () => {
    const { app, checkout } = await openShop({ args: ['--hidden'] })
    const { id, state } = await checkout.verify()
    expect(state).toBe('code-sent')
    await expect.poll(() => app.window(), patience).toMatchObject({ isVisible: true })
    await (await app.page())
      .getByText(/Checkout/)
      .first()
      .waitFor()
    expect((await checkout.send('DELETE', `/v1/verifications/${id}`)).ok).toBe(true)
    await expect.poll(() => app.window(), patience).toMatchObject({ isVisible: false })
  })
})

test('closing the window only puts it away; in a kiosk not even that', async () => {
  const app = await launch()
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => app.window(), patience).toMatchObject({ isVisible: false })
  expect((await fetch(`${app.url}/healthz`)).status).toBe(204)

  const kiosk = await launch({ args: ['--kiosk'] })
  await expect.poll(() => kiosk.window(), patience).toMatchObject({ isVisible: true, isKiosk: true })
  await kiosk.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await kiosk.window()).toMatchObject({ isVisible: true })
})

test('the window is where it was, as long as that is on a screen', async () => {
  const first = await launch()
  const place = { x: 210, y: 40, width: 900, height: 640 }
  await first.main(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), place)
  expect(await first.close()).toMatchObject({ code: 0 })
  const again = await launch({ dataDir: first.dataDir })
  expect((await again.window()).bounds).toEqual(place)
  await again.close()
  if (!isStandIn) return
  const screens = JSON.stringify([{ x: 2000, y: 0, width: 800, height: 600 }])
  const elsewhere = await launch({ dataDir: first.dataDir, env: { STANDIN_DISPLAYS: screens } })
  expect((await elsewhere.window()).bounds).toEqual({ x: 2000, y: 0, width: 800, height: 600 })
})

test('the tray says how the till is, and leads to it', async () => {
  const app = await launch()
  const before = await app.tray()
  expect(before).toMatchObject({
    toolTip: 'Till Agent: Not working',
    labels: ['Open', 'Not working', 'Check-up', 'Quit'],
  })
  const { app: ready } = await openShop({ env: { STANDIN_LOCALE: 'ar-EG', LANGUAGE: 'ar', LC_ALL: 'ar_EG.UTF-8' } })
  const { icon, labels } = await ready.tray()
  expect(icon).not.toBe(before.icon)
  if (isStandIn) expect(labels).toEqual(['فتح', 'جاهز', 'فحص', 'إنهاء'])
  await ready.clickTray(labels[2] ?? '')
  await expect.poll(async () => (await ready.page()).url(), patience).toMatch(/#\/doctor/)
})

test('quitting lets the request that is under way end first, and leaves nothing behind', async () => {
  const { app, simulator, checkout } = await openShop()
  await fetch(`${simulator.url}/_simulator/faults`, {
    method: 'POST',
    body: '{"fault":"slow","delayMs":1500,"times":1}',
  })
  const asked = checkout.lookUp()
  await expect.poll(() => simulator.seen().length, patience).toBeGreaterThan(0)
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

test('after a sleep the connections are made anew, before anybody asks', async () => {
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
  await expect.poll(() => connections, patience).toBe(1)
  await app.emit('powerMonitor', 'resume')
  await expect.poll(() => connections, patience).toBe(2)
})
