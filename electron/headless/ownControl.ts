import { createRouterClient } from '@orpc/server'
import { type ControlClient, inFaults } from '../adapters/pipeClient.ts'
import type { Agent } from '../core/agent.ts'
import type { Log } from '../core/log.ts'
import { controlRouter } from '../doors/control/controlRouter.ts'
import { osUser } from '../doors/osUser.ts'

/** What the audit trail calls the person who started this process. */
export function actorAt(door: 'command-line' | 'start'): string {
  return `${door}/${osUser()}`
}

/** Asks an agent in this very process, in that person's name. */
export function ownControl(agent: Agent, log: Log, door: 'command-line' | 'start'): ControlClient {
  return createRouterClient(controlRouter(agent, log, { actor: actorAt(door) }), {
    interceptors: [({ next }) => inFaults(next)],
  })
}
