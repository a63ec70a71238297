import { spawn } from 'node:child_process'
import { writeBrowserFile } from './browserFile.ts'
import { windowsCommand } from './systemCommand.ts'

/** Some openers run as long as the browser. One that has not failed after this time counts as successful. */
const exitTimeoutMs = 3_000

export interface OpenedBrowser {
  /** Resolves when the browser has had time to read the file that leads it on. A process that ends before removes the file. */
  readonly hasRead: Promise<void>
}

/**
 * Opens a URL in the default browser, without a shell. Except on Windows, where only administrators see the arguments of
 * another user's programs, the browser is given a file of this user alone.
 *
 * @returns `undefined` when there is no browser or no desktop, or the URL is not http(s)
 */
export async function openSystemBrowser(text: string): Promise<OpenedBrowser | undefined> {
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  // Not `start` of cmd.exe, which takes `&` in a URL for the next command.
  if (process.platform === 'win32')
    return (await startOpener(browserOpener('win32'), ['url.dll,FileProtocolHandler', url.href]))
      ? { hasRead: Promise.resolve() }
      : undefined
  const file = writeBrowserFile(url)
  const isOpen = await startOpener(browserOpener(process.platform), [file.path])
  if (isOpen) return { hasRead: file.removeLater() }
  file.remove()
  return undefined
}

/**
 * The program that opens a URL or a file, which gets a one-time link: by its whole path, since Windows looks into the current
 * folder first. `xdg-open` has no fixed place; Linux finds it through PATH alone.
 */
export function browserOpener(platform: NodeJS.Platform): string {
  if (platform === 'win32') return windowsCommand('rundll32.exe')
  return platform === 'darwin' ? '/usr/bin/open' : 'xdg-open'
}

/** Starts a program of the system that shows something. @returns whether it did, or runs on */
export function startOpener(program: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const opener = spawn(program, args, { detached: true, stdio: 'ignore', windowsHide: true })
    const timer = setTimeout(() => resolve(true), exitTimeoutMs)
    const settle = (isOpen: boolean) => {
      clearTimeout(timer)
      resolve(isOpen)
    }
    opener.once('error', () => settle(false))
    opener.once('exit', (code) => settle(code === 0))
    opener.unref()
  })
}
