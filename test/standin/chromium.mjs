import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { fromChromium } from './addresses.mjs'
import { app, beforeExit } from './app.mjs'
import { preventable } from './event.mjs'
import { handlerOf, session } from './session.mjs'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/** Who shows which page. */
const contentsOf = new Map()
let opening
let making = 0

/** The browser whose pages are this app's windows; started with the first of them. */
export function browser() {
  opening ??= launch()
  return opening
}

/** @returns where a test can connect to the browser, as `http://127.0.0.1:…` */
export async function debuggingUrl() {
  await browser()
  const [port] = readFileSync(join(profile(), 'DevToolsActivePort'), 'utf8').split('\n')
  return `http://127.0.0.1:${port}`
}

/** A page for one of the app's windows. */
export async function newPage(contents) {
  const context = await browser()
  making += 1
  const unused = context.pages().find((page) => page.url() === 'about:blank' && !contentsOf.has(page))
  const page = unused ?? (await context.newPage())
  contentsOf.set(page, contents)
  making -= 1
  return page
}

export function forget(page) {
  contentsOf.delete(page)
}

function profile() {
  return join(app.getPath('sessionData'), 'standin-profile')
}

async function launch() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const executablePath = folders.map((folder) => join(folder, 'chromium')).find((path) => existsSync(path))
  if (!executablePath) throw new Error('Chromium is missing. Run: npm run setup -- --system')
  const context = await chromium.launchPersistentContext(profile(), { executablePath, viewport: null, args })
  beforeExit(() => context.close())
  await context.route('**/*', answer)
  context.on('page', (page) => {
    // What was opened by a page: whether it may was decided in `Page.windowOpen`, and a window of its own is not offered.
    if (!contentsOf.has(page) && making === 0) page.close().catch(() => {})
  })
  return context
}

async function answer(route) {
  const request = route.request()
  const url = fromChromium(request.url())
  const frame = frameOf(request)
  const contents = frame && contentsOf.get(frame.page())
  if (!contents) return route.abort('aborted')
  if (request.isNavigationRequest() && !contents.lets(url, frame === frame.page().mainFrame()))
    return route.abort('aborted')
  const method = request.method()
  if (!(await session.defaultSession.lets({ url, method, resourceType: request.resourceType() })))
    return route.abort('blockedbyclient')
  const handler = handlerOf(new URL(url).protocol.slice(0, -1))
  if (handler) return route.fulfill(await handled(handler, request, url))
  return url === request.url() ? route.continue() : route.abort('failed')
}

async function handled(handler, request, url) {
  const body = request.postDataBuffer()
  const asked = new Request(url, { method: request.method(), headers: request.headers(), ...(body && { body }) })
  const { status, headers, ...response } = await read(await handler(asked))
  return { status, headers: Object.fromEntries(headers), ...response }
}

async function read(response) {
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) }
}

function frameOf(request) {
  try {
    return request.frame()
  } catch {
    return undefined
  }
}

/** Asks the app's listeners; answers whether they let it happen. */
export function ask(emitter, name, fields, ...args) {
  const event = preventable(fields)
  emitter.emit(name, event, ...args)
  return !event.defaultPrevented
}
