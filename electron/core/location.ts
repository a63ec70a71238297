import { Fault } from './fault.ts'

/** Where an upstream lives, at the upstream and here. */
interface Place {
  id: string
  origin: string
  pathPrefix: string
}

/**
 * Rewrites the `Location` of an answer so that it leads through the agent again. A relative one does so already.
 *
 * @param headers flat; changed in place
 * @throws Fault `UPSTREAM_REDIRECTED` when it leads to another origin: the credential must not follow (attacks.md T45)
 */
export function localLocation(headers: string[], place: Place): void {
  for (let at = 0; at + 1 < headers.length; at += 2)
    if (headers[at]?.toLowerCase() === 'location') headers[at + 1] = localised(headers[at + 1] as string, place)
}

function localised(location: string, { id, origin, pathPrefix }: Place): string {
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(location) || /^[/\\]{2}/.test(location)
  if (!isAbsolute && !location.startsWith('/')) return location
  const url = URL.canParse(location, origin) ? new URL(location, origin) : undefined
  if (url?.origin !== origin || !url.pathname.startsWith(pathPrefix))
    throw new Fault('UPSTREAM_REDIRECTED', undefined, { origin: url?.origin ?? 'unknown' })
  return `/via/${id}${url.pathname.slice(pathPrefix.length)}${url.search}${url.hash}`
}
