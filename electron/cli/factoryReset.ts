import type { ControlClient } from '#adapters/network/pipeClient.ts'
import type { GlobalOptions } from '#host/options.ts'
import { withControl } from './withControl.ts'

/** What a reset would interrupt, such as `requests (2)`; empty when nothing is going on. */
export async function activityOf(control: ControlClient): Promise<string[]> {
  const { upstreams } = await control.status()
  const requests = upstreams.reduce((sum, { activeRequests, waitingRequests: w }) => sum + activeRequests + w, 0)
  const verifications = (await control.verifications.open()).length
  const counts = await control.outbox.counts({})
  const kept = counts.open + counts.needPerson
  const files = (await control.drops.list()).reduce((sum, { waiting }) => sum + waiting, 0)
  return [
    ...(requests > 0 ? [`requests (${requests})`] : []),
    ...(verifications > 0 ? [`verifications (${verifications})`] : []),
    ...(kept > 0 ? [`sales in the outbox that the cloud does not have (${kept}; see "till-agent outbox list")`] : []),
    ...(files > 0 ? [`files that wait for their server (${files}; see "till-agent drop list")`] : []),
  ]
}

/**
 * Removes all upstreams, clients and secrets, by the agent itself, whose keychain may be another user's. A failure leaves no
 * secret that the settings do not name (attacks.md T35). Clients go first, so that no sale comes any more; one that the outbox took
 * since somebody looked keeps its upstream.
 *
 * @returns what was removed, such as `upstream loyalty`
 * @throws Fault `UPSTREAM_IN_USE` for such a sale · the keychain's faults; another run removes what is left
 */
export async function factoryReset(globals: GlobalOptions): Promise<string[]> {
  return withControl(globals, async (control) => {
    const clients = await control.clients.list()
    for (const { id } of clients) await control.clients.revoke({ id })
    const upstreams = await control.upstreams.list()
    for (const { id } of upstreams) await control.upstreams.remove({ id })
    const drops = await control.drops.list()
    for (const { name } of drops) await control.drops.remove({ name, force: true })
    const { names } = await control.secrets.forget()
    return [
      ...upstreams.map(({ id }) => `upstream ${id}`),
      ...names.map((name) => `secret ${name}`),
      ...clients.map(({ id }) => `client ${id}`),
      ...drops.map(({ name }) => `drop ${name}`),
    ]
  })
}
