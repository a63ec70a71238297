import type { Answer } from './answer.ts'
import { faultNames, readFaultScript } from './faults.ts'
import { page } from './page.ts'
import { resetWorld, type World } from './world.ts'

/** The simulator's own routes, which Capillary does not have and which need no credential. */
export function isControl(target: string): boolean {
  return /^\/_simulator(?:[/?]|$)/.test(target)
}

export function control(method: string, target: string, body: Buffer | undefined, world: World): Answer {
  const { pathname } = new URL(target, 'http://simulator')
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
    case 'POST /_simulator/faults':
      return addFault(body, world)
    case 'DELETE /_simulator/faults':
      world.faults.clear()
      return { status: 200, body: { faults: [] } }
    case 'POST /_simulator/reset':
      resetWorld(world)
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
