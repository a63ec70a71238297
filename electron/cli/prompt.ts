import { openSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { ReadStream } from 'node:tty'
import { Fault } from '#core/base/fault.ts'

/**
 * Asks the person at the terminal for a secret, without showing what is typed.
 *
 * @throws Fault `SECRET_MISSING` when standard input is no terminal, or the person breaks off
 */
export async function askSecret(name: string): Promise<string> {
  const input = process.stdin.isTTY ? process.stdin : consoleOfWindows()
  if (!input)
    throw new Fault(
      'SECRET_MISSING',
      `The ${name} was not given, and there is no terminal to ask for it on.`,
      undefined,
      `Give it with --secret ${name}=env:VARIABLE, --secret ${name}=file:PATH or --secret ${name}=stdin.`,
    )
  const { default: password } = await import('@inquirer/password')
  try {
    const validate = (typed: string) => typed !== '' || `The ${name} cannot be empty.`
    return await password({ message: `${name}:`, toggleMask: false, validate }, { input, output: process.stderr })
  } catch (thrown) {
    if ((thrown as Error).name !== 'ExitPromptError') throw thrown
    throw new Fault(
      'SECRET_MISSING',
      `The ${name} was not entered, so nothing was changed.`,
      undefined,
      'Run the command again when you have it at hand.',
    )
  }
}

/** The console of an app with a window, which Windows connects to no standard input. `undefined` where there is none. */
function consoleOfWindows(): ReadStream | undefined {
  if (process.platform !== 'win32' || !process.stdout.isTTY) return undefined
  try {
    return new ReadStream(openSync('\\\\.\\CONIN$', 'r+'))
  } catch {
    return undefined
  }
}

/** @returns false when there is no terminal to ask on */
export async function askYesOrNo(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(?:es)?$/i.test((await lines.question(`${question} (y/N) `)).trim())
  } finally {
    lines.close()
  }
}
