/** The tasks that have a page of their own, for one upstream. */
export type UpstreamTask = 'credential' | 'network' | 'cache' | 'sign-in' | 'sign-out' | 'remove'

export const upstreamsPath = '/upstreams'
export const addUpstreamPath = '/upstreams/add'

export function upstreamPath(id: string, task: UpstreamTask): string {
  return `${upstreamsPath}/${id}/${task}`
}
