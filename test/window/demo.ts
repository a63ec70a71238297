import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const launcher = join(import.meta.dirname, '../../electron/headless/till-agent.mjs')

export interface DemoFacts {
  url: string
  simulatorUrl: string
  key: string
  ui: { url: string }
}

/** The demo as a newcomer starts it, on free ports. */
export async function startDemo(): Promise<{ facts: DemoFacts; end: () => Promise<void> }> {
  const ports = ['--port', '0', '--ui-port', '0', '--simulator-port', '0']
  const child: ChildProcess = spawn(process.execPath, [launcher, 'demo', '--json', ...ports], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('the demo has no output')
  const lines = createInterface(child.stdout)
  const [first] = (await once(lines, 'line')) as [string]
  return {
    facts: JSON.parse(first) as DemoFacts,
    end: async () => {
      child.kill('SIGTERM')
      await once(child, 'close')
    },
  }
}
