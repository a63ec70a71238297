import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { _electron, chromium, type Page } from 'playwright-core'
import { electronBinary } from '#test/support/electronBinary.ts'

export type ElectronMain = typeof Electron.CrossProcessExports

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
  /** Standard output and standard error. */
  output: string
}

export interface RunningApp {
  /** The current page of the window, also after a crash. */
  page(): Promise<Page>
  /** Runs a function in the app's main process. */
  main<Result>(run: (electron: ElectronMain) => Result): Promise<Awaited<Result>>
  main<Result, Arg>(run: (electron: ElectronMain, arg: Arg) => Result, arg: Arg): Promise<Awaited<Result>>
  ended: Promise<Ended>
  kill(): Promise<Ended>
}

interface Answer {
  id: number
  value?: unknown
  error?: string
}

const root = join(import.meta.dirname, '../..')
/** The built app, or one that was unpacked from a package. */
const main = () => resolve(root, process.env.TILL_TEST_APP ?? '.', 'out/main/main.js')
const standIn = () => ['--import', join(root, 'test/standin/register.mjs'), main()]
const spy = join(root, 'test/standin/spy.cjs')

const electron = electronBinary()
export const kind = electron ? 'Electron itself' : 'the stand-in: Node and the Chromium of this system, not Electron'

/** Starts the app and waits for its page. */
export function startApp(args: string[], env: Record<string, string>): Promise<RunningApp> {
  if (!existsSync(main())) throw new Error('The Electron host is not built. Run: npm run build')
  return electron ? startElectron(electron, args, env) : startStandIn(args, env)
}

/** Runs it to its end. */
export async function runApp(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const [program, before] = electron ? [electron, ['-r', spy, main()]] : [process.execPath, standIn()]
  const child = spawn(program, [...before, ...args], { cwd: root, env: { ...process.env, ...display(), ...env } })
  return endOf(child)
}

async function startStandIn(args: string[], env: Record<string, string>): Promise<RunningApp> {
  const child = spawn(process.execPath, [...standIn(), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const ended = endOf(child)
  let count = 0
  const waiting = new Map<number, (answer: Answer) => void>()
  child.on('message', (message) => {
    const answer = message as Answer
    waiting.get(answer.id)?.(answer)
  })
  const ask = async (code: string, arg: unknown): Promise<never> => {
    const id = ++count
    const { promise, resolve } = Promise.withResolvers<Answer>()
    waiting.set(id, resolve)
    child.send({ id, code, arg })
    const answer = await Promise.race([promise, ended])
    if ('output' in answer) throw new Error(`The app has ended: ${answer.output}`)
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.value as never
  }
  const browser = await chromium.connectOverCDP(await ask('debuggingUrl', undefined))
  void ended.then(() => browser.close())
  const page = () => ourPage(() => browser.contexts().flatMap((context) => context.pages()))
  await page()
  return {
    page,
    main: (run: (electron: ElectronMain, arg: never) => unknown, arg?: unknown) => ask(String(run), arg),
    ended,
    kill: () => {
      child.kill('SIGTERM')
      const killTimer = setTimeout(() => child.kill('SIGKILL'), 30_000)
      return ended.finally(() => clearTimeout(killTimer))
    },
  }
}

/** Untested: the machines of the developers had no Electron. */
async function startElectron(executablePath: string, args: string[], env: Record<string, string>): Promise<RunningApp> {
  const app = await _electron.launch({
    executablePath,
    args: ['-r', spy, main(), ...args],
    env: { ...process.env, ...display(), ...env } as Record<string, string>,
    cwd: root,
  })
  const ended = endOf(app.process())
  const page = () => ourPage(() => app.windows())
  await page()
  return {
    page,
    main: (run: (electron: ElectronMain, arg: never) => unknown, arg?: unknown) =>
      app.evaluate(run as never, arg) as Promise<never>,
    ended,
    kill: async () => {
      await app.close().catch(() => {})
      return ended
    },
  }
}

/** Our page, after its first paint. */
async function ourPage(pages: () => Page[]): Promise<Page> {
  const endsAtMs = performance.now() + 60_000
  while (performance.now() < endsAtMs) {
    for (const page of pages()) {
      const isDrawn = await page.evaluate(isOurs).catch(() => false)
      if (isDrawn) return page
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The window showed nothing within a minute')
}

function isOurs(): boolean {
  const { document, location } = globalThis as never as { document: ElementLike; location: { href: string } }
  // Not the one that faces the customer.
  if (!/^app:|standin\.invalid/.test(location.href) || location.href.includes('/display/')) return false
  return document.body.innerText.trim() !== ''
}

interface ElementLike {
  body: { innerText: string }
}

async function endOf(child: ReturnType<typeof spawn>): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [code] = await once(child, 'close')
  return { code, stdout, stderr, output: `${stdout}\n${stderr}` }
}

/** The display for Electron. The private keyring unsets DISPLAY, so that nothing prompts on the developer's screen. */
function display(): Record<string, string> {
  return process.env.TILL_TEST_DISPLAY ? { DISPLAY: process.env.TILL_TEST_DISPLAY } : {}
}
