import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** PowerShell takes two or three to start on an old till. */
const timeoutMs = 5_000

/** What a command of the system prints. @param file whole, so that no other program of that name is run */
export async function printedBy(file: string, args: readonly string[]): Promise<string> {
  return (await run(file, args, { timeout: timeoutMs, windowsHide: true })).stdout
}

export const lsof = '/usr/sbin/lsof'

/** @param name below System32 */
export function windowsCommand(name: string): string {
  return join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', name)
}

/** The rows of `netstat -ano`: protocol, local address, foreign address, a state whose word is translated, process id. */
export function netstatRows(output: string): string[][] {
  return output.split(/\r?\n/).map((line) => line.trim().split(/\s+/))
}

export async function netstat(): Promise<string> {
  return printedBy(windowsCommand('netstat.exe'), ['-ano'])
}
