import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A client's own program that runs steps of the scenario: clients/<language>/scenario.*. */
export interface Driver {
  /** @returns what the step gave; `fault` where it was refused */
  // biome-ignore lint/suspicious/noExplicitAny: each step has an answer of its own, which its test describes.
  step(action: string, fields?: object): Promise<any>
  end(): Promise<void>
}

export function startDriver([command, ...args]: [string, ...string[]], env = process.env): Driver {
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const closed = new Promise<void>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve())
  })
  return {
    step: async (action, fields = {}) => {
      child.stdin.write(`${inAscii(JSON.stringify({ do: action, ...fields }))}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error(`The program ended at the step "${action}": ${errors}`)
      return JSON.parse(value)
    },
    end: async () => {
      child.stdin.end()
      await closed
    },
  }
}

/** With every other letter as an escape, which a client's own reader of JSON has to know. */
function inAscii(json: string): string {
  return json.replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
