import { app, powerMonitor } from 'electron'
import type { Agent } from '../core/agent.ts'

/** A machine that slept finds its connections dead; the first sale must not be the one to notice. The answer ends it. */
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
