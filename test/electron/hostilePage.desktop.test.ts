import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { has } from '#test/support/skips.ts'
import { launch } from './driver.ts'
import type { ElectronMain } from './host.ts'
import { openTill } from './testTill.ts'

/** As the page would ask for a client to be shut out. */
const revoke = JSON.stringify({ i: 'x', p: { u: '/clients/revoke', b: { json: { id: 'canary' } } } })

// What a page may do is tried in a browser as whole as Electron's.
beforeAll(() => void vi.stubEnv('TILL_TEST_WHOLE_CHROMIUM', 'yes'))

test('a hijacked page finds nothing of Node or Electron', async () => {
  const page = await (await launch()).page()
  const found = await page.evaluate(`({
    node: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter((name) => name in window),
    own: Object.keys(window.tillAgent),
    frozen: Object.isFrozen(window.tillAgent),
  })`)
  expect(found).toEqual({ node: [], own: ['send', 'onMessage'], frozen: true })
})

test('a hijacked page runs no injected script and reaches no other origin', async () => {
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

// Neither the page's policy nor the filter of requests sees WebRTC.
test('a hijacked page reaches nobody by WebRTC', async () => {
  const page = await (await launch()).page()
  const reached: string[] = []
  const udp = createSocket('udp4').on('message', () => reached.push('UDP'))
  const tcp = createServer((socket) => {
    reached.push('TCP')
    socket.destroy()
  })
  onTestFinished(() => {
    udp.close()
    tcp.close()
  })
  await Promise.all([once(udp.bind(0, '127.0.0.1'), 'listening'), once(tcp.listen(0, '127.0.0.1'), 'listening')])
  const servers = [
    { urls: `stun:127.0.0.1:${udp.address().port}` },
    { urls: `turn:127.0.0.1:${(tcp.address() as AddressInfo).port}?transport=tcp`, username: 'x', credential: 'x' },
  ]
  const state = await page.evaluate(`(async () => {
    const connection = new RTCPeerConnection({ iceServers: ${JSON.stringify(servers)} })
    connection.createDataChannel('x')
    const over = new Promise((resolve) => { connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve('complete') })
    await connection.setLocalDescription(await connection.createOffer())
    return Promise.race([over, new Promise((resolve) => setTimeout(resolve, 30_000, 'not complete'))])
  })()`)
  expect({ state, reached }).toEqual({ state: 'complete', reached: [] })
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
  test.runIf(has('stand-in for Electron'))('is refused by the handlers that Electron asks', async () => {
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
  test('ignores messages that are no calls, and keeps serving', async () => {
    const { app, checkout } = await openTill()
    const page = await app.page()
    await page.evaluate(`(() => {
      for (const junk of ['', '{', 'null', '[]', '{"i":1}', '{"i":"x","p":{"u":7}}', '{"i":"x","t":3}', '{"i":"x","p":{"u":"//"}}', 7, null, { i: 1 }, [1], 'x'.repeat(2_000_000)])
        window.tillAgent.send(junk)
    })()`)
    await page.reload()
    await page.getByRole('textbox', { name: 'Mobile number' }).waitFor()
    expect((await checkout.lookUp()).status).toBe(200)
  })

  test('accepts messages of our own page only', async () => {
    const { app, checkout } = await openTill()
    for (const sender of ['foreign-page', 'frame', 'look-alike', 'other-window', 'no-frame'])
      await app.main(sayAs, { sender, message: revoke })
    await app.page()
    expect((await checkout.lookUp()).status).toBe(200)
    // And would have heard it.
    await app.main(sayAs, { sender: 'ours', message: revoke })
    await expect.poll(async () => (await checkout.lookUp()).status).toBe(401)
  })

  test('is the only channel', async () => {
    const { app } = await openTill()
    expect(await app.main(({ ipcMain }) => ipcMain.eventNames())).toEqual(['till-agent'])
  })
})

async function askHandlers({ session }: ElectronMain) {
  const { handlers } = session.defaultSession as never as { handlers: Record<string, (...args: unknown[]) => unknown> }
  const own = { requestingUrl: 'app://bundle/' }
  const foreign = { requestingUrl: 'https://evil.example/' }
  const copying = 'clipboard-sanitized-write'
  const request = (permission: string, details: object) =>
    new Promise((resolve) => {
      handlers.permissionRequest?.({}, permission, resolve, details)
    })
  const refused = ['media', 'openExternal', 'clipboard-read'].map((permission) => request(permission, own))
  return {
    refused: await Promise.all([...refused, request(copying, foreign)]),
    // The key of a program is copied at a click.
    granted: [await request(copying, own), handlers.permissionCheck?.({}, copying, 'app://bundle')],
    check: handlers.permissionCheck?.({}, 'media', 'app://bundle'),
    device: handlers.devicePermission?.({ deviceType: 'usb' }),
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
