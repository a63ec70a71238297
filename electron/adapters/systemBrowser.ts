import { spawn } from 'node:child_process'

/** Some openers last as long as the browser they start: one that has not failed by then has done it. */
const patienceMs = 3_000

/**
 * Opens the browser of the person at this machine; no shell ever reads the URL.
 *
 * @returns whether the system took it; `false` where there is no browser, or nobody to see it
 */
export function openSystemBrowser(url: string): Promise<boolean> {
  const { protocol, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return Promise.resolve(false)
  const [program, args] = openers[process.platform] ?? ['xdg-open', []]
  return new Promise((resolve) => {
    const opener = spawn(program, [...args, href], { detached: true, stdio: 'ignore', windowsHide: true })
    const timer = setTimeout(() => resolve(true), patienceMs)
    const settle = (isOpen: boolean) => {
      clearTimeout(timer)
      resolve(isOpen)
    }
    opener.once('error', () => settle(false))
    opener.once('exit', (code) => settle(code === 0))
    opener.unref()
  })
}

/** Not `start`: the shell that has it takes `&` in a URL for the next command. */
const openers: Partial<Record<NodeJS.Platform, [program: string, args: string[]]>> = {
  darwin: ['open', []],
  win32: ['rundll32', ['url.dll,FileProtocolHandler']],
}
