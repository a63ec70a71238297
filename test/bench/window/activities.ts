import type { ElectronMain, RunningApp } from '#test/electron/host.ts'

/** Starts an activity. @returns a function that ends it */
type Start = (app: RunningApp, cloudPort: number) => Promise<() => Promise<unknown>>

/** What the window does while requests are measured. */
export const activities: [name: string, start: Start][] = [
  ['window at rest', async () => async () => {}],
  ['page draws in each frame', (app) => inPage(app, draw)],
  ['page changes the screen twice a second', (app) => inPage(app, changeScreens)],
  ['page is reloaded every two seconds', reloading],
  ['page has the keychain read, four times a second', (app) => inPage(app, testUpstream)],
  [
    '20 MiB a second are downloaded',
    async (app, port) => {
      const done = app.main(downloadIn, `http://127.0.0.1:${port}/large`)
      return () => done
    },
  ],
]

/** Moves and colours a long list in each frame. */
const draw = `(() => {
  const list = document.createElement('ul')
  list.style.cssText = 'position: fixed; inset: 0; opacity: 0.5; pointer-events: none'
  for (let n = 0; n < 500; n += 1) list.append(Object.assign(document.createElement('li'), { textContent: 'item ' + n }))
  document.body.append(list)
  const frame = (at) => {
    if (!window.isBusy) return list.remove()
    for (const item of list.children) item.style.transform = 'translateX(' + (at % 500) + 'px)'
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
})()`

const changeScreens = `(async () => {
  const screens = ['status', 'clients', 'upstreams', 'settings', 'doctor', 'customer']
  for (let at = 0; window.isBusy; at += 1) {
    location.hash = '#/' + screens[at % screens.length]
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
})(); undefined`

/** Tests an upstream: each test reads the keychain and calls the cloud. */
const testUpstream = `(async () => {
  for (let at = 0; window.isBusy; at += 1) {
    const b = { json: { id: 'cloud' } }
    window.tillAgent.send(JSON.stringify({ i: 'key' + at, p: { u: '/upstreams/test', b } }))
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
})(); undefined`

async function inPage(app: RunningApp, code: string): Promise<() => Promise<unknown>> {
  const page = await app.page()
  await page.evaluate(`window.isBusy = true; ${code}`)
  return () => page.evaluate('window.isBusy = false')
}

function reload({ BrowserWindow }: ElectronMain): void {
  BrowserWindow.getAllWindows()[0]?.webContents.reload()
}

async function reloading(app: RunningApp): Promise<() => Promise<unknown>> {
  let lastReload: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    lastReload = app.main(reload).catch(() => {})
  }, 2_000)
  return async () => {
    clearInterval(timer)
    await lastReload
    await (await app.page()).waitForLoadState()
  }
}

/** Streams into a file and a digest in the main process, as electron-updater does. */
async function downloadIn(_: ElectronMain, url: string): Promise<void> {
  const { createHash } = await import('node:crypto')
  const { createWriteStream, rmSync: remove } = await import('node:fs')
  const { tmpdir: temp } = await import('node:os')
  const { get } = await import('node:http')
  const file = `${temp()}/till-busy-download-${process.pid}`
  const digest = createHash('sha512')
  await new Promise<void>((resolve, reject) => {
    get(url, (response) => {
      response.on('data', (chunk: Buffer) => digest.update(chunk))
      response.pipe(createWriteStream(file)).on('finish', resolve).on('error', reject)
    }).on('error', reject)
  })
  remove(file)
}
