import { startTill, type Till, type TillOptions } from './till.ts'

export interface SchemeTill extends Omit<Till, 'call'> {
  /** A request to the upstream `cloud`, by fetch. */
  call: Till['call']
  /** A request to the agent's own routes. */
  ask: Till['call']
}

interface Options extends Omit<TillOptions, 'upstream'> {
  /** Of the upstream `cloud`: scheme, baseUrl, settings and secrets. */
  entry: Record<string, unknown>
}

/** A till whose upstream is called `cloud` and has any scheme. */
export async function startSchemeTill({ entry, ...options }: Options): Promise<SchemeTill> {
  const till = await startTill({ ...options, upstream: { id: 'cloud', ...entry } })
  return { ...till, ask: till.call, call: (path, init) => till.call(`/via/cloud${path}`, init) }
}
