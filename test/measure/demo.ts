import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const launcher = join(import.meta.dirname, '../../electron/cli/till-agent.mjs')

export interface DemoFacts {
  url: string
  simulatorUrl: string
  key: string
  ui: { url: string }
}

/** Starts the demo command on free ports. */
export async function startDemo(): Promise<{ facts: DemoFacts; end: () => Promise<void> }> {
  const ports = ['--port', '0', '--ui-port', '0', '--simulator-port', '0']
  const child: ChildProcess = spawn(process.execPath, [launcher, 'demo', '--json', ...ports], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('the demo has no output')
  const lines = createInterface(child.stdout)
  const ended = once(lines, 'close').then(() => Promise.reject(new Error('The demo ended before it was ready.')))
  const [firstLine] = (await Promise.race([once(lines, 'line'), ended])) as [string]
  return {
    facts: JSON.parse(firstLine) as DemoFacts,
    end: async () => {
      child.kill('SIGTERM')
      await once(child, 'close')
    },
  }
}
