import type { ControlCaller } from '#api/http/controlCalls.ts'
import type { DisplayRequest } from '#contract/display.ts'
import type { Agent } from '#core/agent.ts'
import { Fault } from '#core/base/fault.ts'

/** What staff may do about customer displays. */
export function displayCalls(agent: Agent, { actor, displays: offered }: ControlCaller) {
  const { displays } = agent
  return {
    list: () => offered?.list() ?? [],
    pending: () => displays.pairings.pending(),
    approve: (pairing: { id: string }) => displays.pairings.approve(pairing.id, actor),
    refuse: (pairing: { id: string }) => displays.pairings.refuse(pairing.id, actor),
    ownWindow: () => {
      if (!offered?.ownWindow) return 'not-offered'
      return offered.ownWindow.isOpen ? 'open' : 'closed'
    },
    setOwnWindow: ({ isOpen }: { isOpen: boolean }) => {
      if (!offered?.ownWindow) throw new Fault('NOT_SUPPORTED', 'This till agent has no window for customers.')
      offered.ownWindow.set(isOpen)
    },
    remove: (display: { id: string }) => {
      if (!offered) throw new Fault('NOT_SUPPORTED', 'This till agent serves no customer display.')
      offered.remove(display.id)
    },
    ask: (request: DisplayRequest) => displays.ask(request),
    asks: () => displays.asks(),
    end: (ask: { id: string }) => displays.end(ask.id),
  } as const
}
