import type { Concern, Status } from '../contract/status.ts'
import type { Clients } from './clients.ts'
import type { Upstreams } from './upstreams.ts'

interface Parts {
  upstreams: Upstreams
  clients: Clients
  version: string
  startedAt: number
}

/** Folds everything into one word, with a reason and a remedy for each thing that is not as it should be (design 10). */
export function statusOf({ upstreams, clients, version, startedAt }: Parts): Status {
  const views = upstreams.list()
  const troubled = views.filter(({ state }) => state !== 'ready')
  const concerns: Concern[] = troubled.map(({ id, reason, remedy }) => ({
    about: id,
    reason: reason ?? '',
    remedy: remedy ?? '',
  }))
  if (views.length === 0)
    concerns.push({
      about: 'till',
      reason: 'No upstream is set up yet.',
      remedy: 'Add one: "till-agent upstream add".',
    })
  else if (clients.list().length === 0)
    concerns.push({ about: 'till', reason: 'No program may call yet.', remedy: 'Add one: "till-agent client add".' })
  return {
    condition: conditionOf(views.length, troubled.length, concerns.length),
    concerns,
    version,
    startedAt,
    upstreams: views.map(({ id, scheme, state }) => ({ id, scheme, state, ...upstreams.statistics(id) })),
  }
}

function conditionOf(upstreams: number, troubled: number, concerns: number): Status['condition'] {
  if (upstreams === troubled) return 'blocked'
  return concerns > 0 ? 'attention' : 'ready'
}
