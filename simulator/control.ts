import { faultButtons, page } from './page.ts'
import { faultNames, readFaultRule } from './shared/injectedFaults.ts'
import { fieldsOf, parseJson } from './shared/json.ts'
import type { CloudResponse } from './shared/response.ts'
import { expireTokens, resetSite, type Site } from './site.ts'

/** Whether a request is for the simulator's own routes, which belong to no cloud and need no credential. */
export function isControl(target: string): boolean {
  return /^\/_simulator(?:[/?]|$)/.test(target)
}

export function control(method: string, target: string, body: Buffer | undefined, site: Site): CloudResponse {
  const { pathname } = new URL(target, 'http://simulator')
  const { outbox, effects, faults, requestLog, counts } = site
  switch (`${method} ${pathname}`) {
    case 'GET /_simulator':
      return {
        status: 200,
        body: page(site),
        headers: { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'" },
      }
    case 'GET /_simulator/messages':
      return { status: 200, body: outbox.all() }
    case 'GET /_simulator/seen':
      return { status: 200, body: requestLog.all().map(({ body: _, ...entry }) => entry) }
    case 'GET /_simulator/counts':
      return { status: 200, body: counts.all() }
    case 'GET /_simulator/effects':
      return { status: 200, body: { counts: effects.all(), inOrder: effects.inOrder() } }
    case 'POST /_simulator/faults':
      return addFault(body, site)
    case `POST ${faultButtons}`:
      return pressButton(body, site)
    case 'DELETE /_simulator/faults':
      faults.clear()
      return { status: 200, body: { faults: [] } }
    case 'POST /_simulator/expire-tokens': {
      const scope = fieldsOf(parseJson(body)).renewal === true ? 'access and renewal tokens' : 'access tokens'
      expireTokens(site, scope)
      return { status: 200, body: { expired: scope } }
    }
    case 'POST /_simulator/reset':
      resetSite(site)
      return { status: 200, body: { reset: true } }
    default:
      return { status: 404, body: { error: `No ${method} ${pathname} here.` } }
  }
}

/** Sets the fault of the button that was pressed, or ends all of them, and shows the page again. */
function pressButton(body: Buffer | undefined, site: Site): CloudResponse {
  const fault = new URLSearchParams(body?.toString()).get('fault')
  if (fault === '') site.faults.clear()
  else {
    const rule = readFaultRule({ fault })
    if ('error' in rule) return { status: 400, body: rule }
    site.faults.add(rule)
  }
  return { status: 303, body: undefined, headers: { Location: '/_simulator' } }
}

function addFault(body: Buffer | undefined, { faults }: Site): CloudResponse {
  const rule = readFaultRule(parseJson(body))
  if ('error' in rule) return { status: 400, body: { ...rule, allowed: faultNames } }
  faults.add(rule)
  return { status: 201, body: { faults: faults.all() } }
}
