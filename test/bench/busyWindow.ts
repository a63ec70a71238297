// Whether a busy window is felt at the POS door, which the same process serves: node test/bench/busyWindow.ts [seconds] [rounds]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../electron/freePort.ts'
import { type ElectronMain, kind, type RunningApp, startApp } from '../electron/host.ts'
import { withPrivateKeyring } from '../support/keyring.ts'
import { median, quantile, shuffled } from './figures.ts'

const root = join(import.meta.dirname, '../..')
const seconds = Number(process.argv[2] ?? 5)
const rounds = Number(process.argv[3] ?? 5)
const perSecond = 40
const key = `ta_pos_${'b'.repeat(43)}`

/** Nothing but drawing: a long list, moved and coloured in each frame. */
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

/** Faster than any person, yet no machine. */
const wander = `(async () => {
  const screens = ['status', 'programs', 'upstreams', 'settings', 'doctor', 'customer']
  for (let at = 0; window.isBusy; at += 1) {
    location.hash = '#/' + screens[at % screens.length]
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
})(); undefined`

/** Each test reads the keychain, and asks the cloud. */
const testUpstream = `(async () => {
  for (let at = 0; window.isBusy; at += 1) {
    const b = { json: { id: 'cloud' } }
    window.tillAgent.send(JSON.stringify({ i: 'key' + at, p: { u: '/upstreams/test', b } }))
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
})(); undefined`

/** What the window does meanwhile, until it is told to end. */
const occupations: [name: string, begin: (app: RunningApp, port: number) => Promise<() => Promise<unknown>>][] = [
  ['window at rest', async () => async () => {}],
  ['page draws in each frame', (app) => inPage(app, draw)],
  ['page goes from screen to screen, twice a second', (app) => inPage(app, wander)],
  ['page is loaded anew every two seconds', (app) => repeated(2_000, () => app.main(reload))],
  ['page has the keychain read, four times a second', (app) => inPage(app, testUpstream)],
  ['20 MiB a second are downloaded', (app, port) => download(app, port)],
]

/** By whom the requests go, all at the same time. */
const ways = ['agent of the window', 'agent in a process of its own', 'no agent: the machine as it is']

await withPrivateKeyring('unlocked', async (env) => {
  const work = mkdtempSync(join(tmpdir(), 'till-busy-'))
  const cloud = await startCloud()
  const file = join(work, 'provision.json')
  writeFileSync(file, JSON.stringify(provisioning(cloud.port)))
  const port = await freePort()
  Object.assign(process.env, env)
  const app = await startApp(['--port', String(port), '--data-dir', join(work, 'data'), '--provision', file], {})
  const apart = await startApart(file, join(work, 'apart'))
  try {
    process.stdout.write(
      `On ${kind}.\n${perSecond} requests a second, ${rounds} times ${seconds} s; milliseconds, medians.\n`,
    )
    const ports = [port, apart.port, cloud.port]
    await Promise.all(ports.map((each) => measure(each, 3)))
    const taken = new Map(occupations.map(([name]) => [name, ports.map((): number[][] => [])]))
    for (let round = 0; round < rounds; round += 1)
      for (const [name, begin] of shuffled(occupations)) {
        const end = await begin(app, cloud.port)
        const times = await Promise.all(ports.map((each) => measure(each, seconds)))
        await end()
        for (const [at, list] of taken.get(name)?.entries() ?? []) list.push(times[at] ?? [])
      }
    for (const [name, lists] of taken) {
      process.stdout.write(`${name}\n`)
      for (const [at, list] of lists.entries()) process.stdout.write(`  ${ways[at]?.padEnd(36)} ${figures(list)}\n`)
    }
  } finally {
    apart.end()
    await app.kill()
    cloud.close()
    rmSync(work, { recursive: true, force: true })
  }
})

/** What a utility process would be, at best: an agent that shares nothing with the window. */
async function startApart(file: string, dataDir: string) {
  const args = ['serve', '--json', '--vault', 'memory', '--port', '0', '--data-dir', dataDir, '--provision', file]
  const program = join(root, 'out/headless/till-agent.js')
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  return { port: JSON.parse(String(line)).port as number, end: () => child.kill() }
}

function figures(times: number[][]): string {
  const shown = [0.5, 0.95, 0.99].map((share) => median(times.map((one) => quantile(one, share))))
  return ['p50', 'p95', 'p99'].map((name, at) => `${name} ${shown[at]?.toFixed(1).padStart(6)}`).join('  ')
}

function provisioning(port: number) {
  const baseUrl = `http://127.0.0.1:${port}`
  return {
    // Requests that the machine held up come in bursts.
    limits: { requestsPerSecond: 1_000, burst: 1_000 },
    upstreams: [{ id: 'cloud', scheme: 'capillary-till', baseUrl, till: 'till1', password: 'bench' }],
    clients: [{ id: 'pos', name: 'Bench', key, grants: [{ upstream: 'cloud', allow: ['capillary:sell'] }] }],
  }
}

/** Answers at once; `/large` is what an update might weigh, on a good line. */
async function startCloud() {
  const piece = Buffer.alloc(1024 * 1024)
  const server = createServer((asked, response) => {
    if (asked.url !== '/large') return response.end('{}')
    let left = seconds * 20
    const timer = setInterval(() => {
      response.write(piece)
      left -= 1
      if (left > 0) return
      clearInterval(timer)
      response.end()
    }, 50)
    return response
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { port: (server.address() as AddressInfo).port, close }
}

/** One request after another at a steady pace; what waits for its turn counts as time it took. */
async function measure(port: number, forSeconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true })
  const beganAtMs = performance.now()
  const asked = Array.from({ length: forSeconds * perSecond }, async (_, at) => {
    const dueAtMs = beganAtMs + (at * 1000) / perSecond
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, Math.ceil(dueAtMs - performance.now()))))
    await ask(agent, port)
    return performance.now() - dueAtMs
  })
  const times = await Promise.all(asked)
  agent.destroy()
  return times
}

function ask(agent: Agent, port: number): Promise<void> {
  const path = '/via/cloud/v1.1/customer/get?format=json&mobile=1'
  return new Promise((resolve, reject) => {
    request({ agent, port, path, host: '127.0.0.1', headers: { 'Till-Agent-Key': key } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`It answered ${response.statusCode}`))
      response.resume().on('end', resolve)
    })
      .on('error', reject)
      .end()
  })
}

async function inPage(app: RunningApp, code: string): Promise<() => Promise<unknown>> {
  const page = await app.page()
  await page.evaluate(`window.isBusy = true; ${code}`)
  return () => page.evaluate('window.isBusy = false')
}

function reload({ BrowserWindow }: ElectronMain): void {
  BrowserWindow.getAllWindows()[0]?.webContents.reload()
}

async function repeated(everyMs: number, act: () => Promise<unknown>): Promise<() => Promise<unknown>> {
  const timer = setInterval(() => void act().catch(() => {}), everyMs)
  return async () => {
    clearInterval(timer)
    // What was begun last ends by itself.
    await new Promise((resolve) => setTimeout(resolve, 2_000))
  }
}

async function download(app: RunningApp, port: number): Promise<() => Promise<unknown>> {
  const ended = app.main(downloadIn, `http://127.0.0.1:${port}/large`)
  return () => ended
}

/** As electron-updater does: a stream into a file and a digest, in the main process. */
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
