import type { RequestFacts } from '#api/http/requestFacts.ts'

/**
 * What answers a request that passed the access rules. `preflight`, `health`, `readiness`, `pairing` and `proof` need no key; `broker` sends
 * the request upstream, and `call` is a call of the contract, the metrics, the OpenAPI document or nothing at all.
 */
export type PosRoute = 'preflight' | 'health' | 'readiness' | 'pairing' | 'proof' | 'broker' | 'call'

/** Targets are compared letter by letter: `/healthz?x` or `/v1/pairing%73` is no open route (attacks.md T03). */
export function routeOf({
  method,
  target,
  origin,
  requestedMethod,
}: Pick<RequestFacts, 'method' | 'target' | 'origin' | 'requestedMethod'>): PosRoute {
  // A browser's question before it sends what it could not send by itself (Fetch standard; standards.md 8).
  if (method === 'OPTIONS' && origin !== undefined && requestedMethod !== undefined) return 'preflight'
  if (target.startsWith('/via/')) return 'broker'
  if (target === '/healthz') return 'health'
  if (target === '/readyz') return 'readiness'
  if (isPairingCall(method, target)) return 'pairing'
  if (method === 'POST' && target === '/v1/proof') return 'proof'
  return 'call'
}

function isPairingCall(method: string, target: string): boolean {
  if (method === 'POST') return target === '/v1/pairings'
  return method === 'GET' && /^\/v1\/pairings\/[^/?]+$/.test(target)
}
