import { type Simulator, type SimulatorOptions, startSimulator } from '#simulator/simulator.ts'
import { closeWithTest } from './closeWithTest.ts'

/** Starts the simulated clouds on a free port; they close with the test, or are closed by the file whose `beforeAll` started them. */
export async function startTestSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options)
  closeWithTest(() => simulator.close())
  return simulator
}
