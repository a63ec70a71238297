import { defaultSettings } from '#adapters/settings/defaultSettings.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { UpstreamEntry } from '#contract/upstream.ts'
import type { Agent } from '#core/agent.ts'
import { Fault } from '#core/base/fault.ts'
import type { Settings } from '#core/settings/settings.ts'
import type { StandIn } from '#core/training/training.ts'
import { CloseStack } from '#host/closeStack.ts'
import { openMemoryAgent } from '#host/memoryAgent.ts'
import { readAnswers } from './answersFile.ts'

/**
 * Opens the agent that staff practise with: in memory, with the clients, the store and the code limits of these settings, and
 * with simulated clouds in place of the upstreams. An upstream whose scheme is not simulated is not there.
 *
 * @param answersFile what clouds of which nothing more is known answer (docs/operations.md)
 * @throws Fault `NOT_SUPPORTED` where no upstream can be simulated, or that file cannot be read
 */
export async function openTraining(live: Settings, answersFile?: string): Promise<StandIn<Agent>> {
  // Read now: a till that never trains does not load it.
  const [{ startSimulator }, { simulatedSettings }] = await Promise.all([
    import('#simulator/simulator.ts'),
    import('./simulatedSettings.ts'),
  ])
  const stack = new CloseStack()
  try {
    const plain = { answers: answersFile === undefined ? {} : readAnswers(answersFile) }
    const simulator = stack.add(await startSimulator({ plain }), (clouds) => clouds.close())
    const upstreams = live.upstreams.flatMap(({ id, scheme }): UpstreamEntry[] => {
      const simulated = simulatedSettings(scheme, simulator.url)
      // No person can set this mode, so the type of an entry does not have it.
      return simulated ? [{ id, scheme, ...simulated, mode: 'training' } as unknown as UpstreamEntry] : []
    })
    if (upstreams.length === 0) throw nothingSimulated()
    const { store, codes, counter, clients } = live
    const settings = {
      ...defaultSettings(),
      ...(store && { store }),
      ...(codes && { codes }),
      ...(counter && { counter }),
      clients,
    }
    const agent = stack.add(await openMemoryAgent({ settings: createMemorySettings(settings) }), (opened) =>
      opened.close(),
    )
    await agent.provision({ upstreams, clients: [] })
    void agent.outbox.start()
    return { agent, lastCode: () => simulator.messages().at(-1)?.code, close: () => stack.close() }
  } catch (thrown) {
    await stack.closeAnyway()
    throw thrown
  }
}

function nothingSimulated(): Fault {
  return new Fault(
    'NOT_SUPPORTED',
    'None of the upstreams of this till can be simulated.',
    undefined,
    'Training needs an upstream of another scheme than oidc.',
  )
}
