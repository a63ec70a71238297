import { onTestFinished } from 'vitest'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator/simulator.ts'

/** The pretend cloud on a free port; it closes with the test. */
export async function startTestSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options)
  onTestFinished(() => simulator.close())
  return simulator
}
