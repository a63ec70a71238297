/** What can be done with one upstream, each on a page of its own. */
export type UpstreamTask = 'credential' | 'sign-in' | 'sign-out' | 'remove'

export const upstreamsPath = '/upstreams'
export const addUpstreamPath = '/upstreams/add'

export function upstreamPath(id: string, task: UpstreamTask): string {
  return `${upstreamsPath}/${id}/${task}`
}
