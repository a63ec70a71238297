import type { Answer } from './answer.ts'
import { faultNames, readFaultScript } from './faults.ts'
import { fieldsOf } from './json.ts'
import { page } from './page.ts'
import { expireTokens, resetSite, type Site } from './site.ts'
import type { World } from './world.ts'

/** The simulator's own routes, which no cloud has and which need no credential. */
export function isControl(target: string): boolean {
  return /^\/_simulator(?:[/?]|$)/.test(target)
}

export function control(method: string, target: string, body: Buffer | undefined, site: Site): Answer {
  const { pathname } = new URL(target, 'http://simulator')
  const { world, counts } = site
  switch (`${method} ${pathname}`) {
    case 'GET /_simulator':
      return {
        status: 200,
        body: page(world),
        headers: { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'" },
      }
    case 'GET /_simulator/messages':
      return { status: 200, body: world.messages.all() }
    case 'GET /_simulator/seen':
      return { status: 200, body: world.seen.all().map(({ body: _, ...entry }) => entry) }
    case 'GET /_simulator/counts':
      return { status: 200, body: counts.all() }
    case 'POST /_simulator/faults':
      return addFault(body, world)
    case 'DELETE /_simulator/faults':
      world.faults.clear()
      return { status: 200, body: { faults: [] } }
    case 'POST /_simulator/expire-tokens': {
      const expiry = fieldsOf(parsed(body)).renewal === true ? 'access and renewal tokens' : 'access tokens'
      expireTokens(site, expiry)
      return { status: 200, body: { expired: expiry } }
    }
    case 'POST /_simulator/reset':
      resetSite(site)
      return { status: 200, body: { reset: true } }
    default:
      return { status: 404, body: { error: `No ${method} ${pathname} here.` } }
  }
}

function addFault(body: Buffer | undefined, world: World): Answer {
  const script = readFaultScript(parsed(body))
  if ('error' in script) return { status: 400, body: { ...script, allowed: faultNames } }
  world.faults.add(script)
  return { status: 201, body: { faults: world.faults.all() } }
}

function parsed(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '')
  } catch {
    return undefined
  }
}
