import { execFile } from 'node:child_process'
import { win32 } from 'node:path'

/** PowerShell takes two or three seconds to start on an old till. */
const defaultTimeoutMs = 5_000

interface CommandOptions {
  timeout?: number
  cwd?: string
  env?: NodeJS.ProcessEnv
}

/**
 * Runs a command of the system and returns its standard output.
 *
 * @param file an absolute path, so that no other program of that name runs
 * @throws an error with `code` ETIMEDOUT when it has not ended in time, whatever keeps it or what it has started
 */
export function outputOf(file: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { timeout = defaultTimeoutMs, ...others } = options
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, { windowsHide: true, ...others }, (failure, output) => {
      clearTimeout(timer)
      if (failure) reject(failure)
      else resolve(output)
    })
    const timer = setTimeout(() => {
      reject(Object.assign(new Error(`${file} has not ended in ${timeout} ms`), { code: 'ETIMEDOUT' }))
      child.kill('SIGKILL')
      // What the command has started may hold these open, and would hold this process.
      child.stdout?.destroy()
      child.stderr?.destroy()
      child.unref()
    }, timeout)
  })
}

export const lsof = '/usr/sbin/lsof'

/** The whole path of a command of Windows, on any system. @param name relative to System32 */
export function windowsCommand(name: string, env: NodeJS.ProcessEnv = process.env): string {
  return win32.join(env.SystemRoot ?? 'C:\\Windows', 'System32', name)
}

/** Rows of `netstat -ano`: protocol, local address, foreign address, state (a translated word), process id. */
export function netstatRows(output: string): string[][] {
  return output.split(/\r?\n/).map((line) => line.trim().split(/\s+/))
}

export async function netstat(): Promise<string> {
  return outputOf(windowsCommand('netstat.exe'), ['-ano'])
}

/** The output of a script of Windows PowerShell, in UTF-8. */
export async function powerShell(script: string): Promise<string> {
  const utf8 = '[Console]::OutputEncoding = [Text.Encoding]::UTF8'
  const args = ['-NoProfile', '-NonInteractive', '-Command', `${utf8}; ${script}`]
  return outputOf(windowsCommand('WindowsPowerShell\\v1.0\\powershell.exe'), args)
}
