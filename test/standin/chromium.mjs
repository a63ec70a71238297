import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { fromChromium } from './addresses.mjs'
import { app, beforeExit } from './app.mjs'
import { session } from './session.mjs'

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

/** The `WebContents` of each page. */
const contentsOf = new Map()
let launching
/** Chromium starts with it, when the app has said what its pages may do. */
const firstPage = Promise.withResolvers()
let pagesBeingOpened = 0
let webRtcPolicy

/** The browser whose pages are this app's windows. The first window starts it. */
export function browser() {
  launching ??= launch()
  return launching
}

/** @returns the address at which a test connects to the browser, `http://127.0.0.1:…` */
export async function debuggingUrl() {
  await firstPage.promise
  await browser()
  const [port] = readFileSync(join(profile(), 'DevToolsActivePort'), 'utf8').split('\n')
  return `http://127.0.0.1:${port}`
}

/** Opens a page for one of the app's windows. */
export async function newPage(contents) {
  const context = await browser()
  firstPage.resolve()
  pagesBeingOpened += 1
  const unused = context.pages().find((page) => page.url() === 'about:blank' && !contentsOf.has(page))
  const page = unused ?? (await context.newPage())
  contentsOf.set(page, contents)
  pagesBeingOpened -= 1
  return page
}

export function forget(page) {
  contentsOf.delete(page)
}

/** Holds for the whole browser, and so before its first page. */
export function limitWebRtc(policy) {
  webRtcPolicy = policy
}

/** As the app has set the network of its pages. */
function networkArgs() {
  const { proxyRules, proxyBypassRules } = session.defaultSession.proxy ?? {}
  return [
    ...(webRtcPolicy ? [`--webrtc-ip-handling-policy=${webRtcPolicy}`] : []),
    ...(proxyRules ? [`--proxy-server=${proxyRules}`, `--proxy-bypass-list=${proxyBypassRules ?? ''}`] : []),
  ]
}

function profile() {
  return join(app.getPath('sessionData'), 'standin-profile')
}

/** The whole Chromium asks people for permissions, as Electron does; its headless shell is lighter. */
const programs = process.env.TILL_TEST_WHOLE_CHROMIUM ? ['chromium'] : ['chromium-headless-shell', 'chromium']

async function launch() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = programs.flatMap((program) => folders.map((folder) => join(folder, program)))
  const executablePath = paths.find((path) => existsSync(path))
  if (!executablePath) throw new Error('Chromium is missing. Run: npm run setup -- --system')
  const options = { executablePath, viewport: null, args: [...args, ...networkArgs()] }
  const context = await chromium.launchPersistentContext(profile(), options)
  beforeExit(() => context.close())
  await context.route('**/*', handleRequest)
  context.on('page', (page) => {
    // A page opened this one. `Page.windowOpen` has asked the app; the stand-in offers no second window in any case.
    if (!contentsOf.has(page) && pagesBeingOpened === 0) page.close().catch(() => {})
  })
  return context
}

/** Asks the app whether a request may be sent, and lets the app's own schemes answer. */
async function handleRequest(route) {
  const request = route.request()
  const url = fromChromium(request.url())
  const frame = frameOf(request)
  const contents = frame && contentsOf.get(frame.page())
  if (!contents) return route.abort('aborted')
  if (request.isNavigationRequest() && !contents.allows(url, frame === frame.page().mainFrame()))
    return route.abort('aborted')
  const method = request.method()
  if (!(await contents.session.allows({ url, method, resourceType: request.resourceType() })))
    return route.abort('blockedbyclient')
  const handler = contents.session.protocol.handlerOf(new URL(url).protocol.slice(0, -1))
  if (handler) return route.fulfill(await responseOf(handler, request, url))
  return url === request.url() ? route.continue() : route.abort('failed')
}

async function responseOf(handler, request, url) {
  const body = request.postDataBuffer()
  const fetchRequest = new Request(url, { method: request.method(), headers: request.headers(), ...(body && { body }) })
  const response = await handler(fetchRequest)
  const { status, headers } = response
  return { status, headers: Object.fromEntries(headers), body: Buffer.from(await response.arrayBuffer()) }
}

function frameOf(request) {
  try {
    return request.frame()
  } catch {
    return undefined
  }
}
