import { app, powerMonitor } from 'electron'
import type { Agent } from '#core/agent.ts'

/**
 * Replaces idle connections after the machine has slept, because they are dead by then, and quits when it shuts down.
 *
 * @returns ends this
 */
export function followPower(agent: Pick<Agent, 'rewarm'>): () => void {
  const onResume = () => agent.rewarm()
  const onShutdown = () => app.quit()
  powerMonitor.on('resume', onResume)
  powerMonitor.on('shutdown', onShutdown)
  return () => {
    powerMonitor.off('resume', onResume)
    powerMonitor.off('shutdown', onShutdown)
  }
}
