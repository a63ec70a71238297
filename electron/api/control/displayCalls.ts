import type { ContractRouterClient } from '@orpc/contract'
import type { ControlCaller } from '#api/http/controlCalls.ts'
import type { displays as contract } from '#contract/control/displays.ts'
import type { Agent } from '#core/agent.ts'
import { Fault } from '#core/base/fault.ts'

type Calls = {
  [Name in keyof typeof contract.displays]: (
    input: Parameters<ContractRouterClient<typeof contract>['displays'][Name]>[0],
  ) => Awaited<ReturnType<ContractRouterClient<typeof contract>['displays'][Name]>>
}

/** What staff may do about customer displays. */
export function displayCalls(agent: Agent, { actor, displays: offered }: ControlCaller): Calls {
  const { displays } = agent
  return {
    list: () => offered?.list() ?? [],
    pending: () => displays.pairings.pending(),
    approve: ({ id }) => displays.pairings.approve(id, actor),
    refuse: ({ id }) => displays.pairings.refuse(id, actor),
    ownWindow: () => {
      if (!offered?.ownWindow) return 'not-offered'
      return offered.ownWindow.isOpen ? 'open' : 'closed'
    },
    setOwnWindow: ({ isOpen }) => {
      if (!offered?.ownWindow) throw new Fault('NOT_SUPPORTED', 'This till agent has no window for customers.')
      offered.ownWindow.set(isOpen)
    },
    remove: ({ id }) => {
      if (!offered) throw new Fault('NOT_SUPPORTED', 'This till agent serves no customer display.')
      offered.remove(id)
    },
    ask: (request) => displays.ask(request),
    asks: () => displays.asks(),
    end: ({ id }) => displays.end(id),
  }
}
