import { createRouterClient } from '@orpc/server'
import { asFaults, type ControlClient } from '#adapters/network/pipeClient.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import { osUser } from '#api/http/osUser.ts'
import type { Agent } from '#core/agent.ts'
import type { Log } from '#core/base/log.ts'

/** The way into the agent: a command's own agent, the start of the agent itself, or one of its APIs. */
type Origin = 'command-line' | 'start' | 'pipe' | 'web' | 'window'

/** The actor that the audit trail names for the person who owns this process, such as `command-line/mina`. */
export function localActor(origin: Origin): string {
  return `${origin}/${osUser()}`
}

/** The control API of an agent in this process, called in the name of the person who started it. */
export function inProcessControl(agent: Agent, log: Log, origin: Origin): ControlClient {
  return createRouterClient(controlRouter(agent, log, { actor: localActor(origin) }), {
    interceptors: [({ next }) => asFaults(next)],
  })
}
