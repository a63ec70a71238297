import { type Answer, type Call, familyOf } from './answer.ts'
import { customersNamed } from './busy.ts'
import type { Arrival, Cloud, Trouble } from './cloud.ts'
import type { Verdict } from './credentials.ts'
import { customerBusy, noAccess, refusal, tokenRefused, tooMany, wrongCredential } from './refusal.ts'
import { act, endpointOf, openCall } from './routes.ts'
import { resetWorld, type World } from './world.ts'

/** Capillary's till APIs (capillary.md 2, 3 and 5). Every path that is no other cloud's is theirs. */
export function createCapillary(world: World): Cloud {
  const { assumptions } = world
  return {
    name: 'capillary',
    traceHeader: assumptions.requestIdHeader,
    has: () => true,
    endpointOf: ({ method, path }) => endpointOf(method, withoutSuffix(path)),
    hasSecretBody: (path) => path.startsWith('/v3/oauth/'),
    visit: (arrival) => {
      const verdict = world.gate.judge(arrival.headers, world.now())
      return {
        note: verdict.note,
        till: verdict.outcome === 'accepted' ? verdict.till.name : undefined,
        answer: (body, think) => answer(arrival, body, verdict, world, think),
      }
    },
    refuse: (trouble, { path }) => refuse(trouble, path, world),
    refuseWith: (code, { path }) => {
      const family = familyOf(path)
      const status = family === 'v1.1' ? assumptions.v11FailureStatus : assumptions.v2FailureStatus
      return refusal(assumptions, family, status, code, 'As scripted')
    },
    expireTokens: () => world.tokens.expireAll(world.now()),
    reset: () => resetWorld(world),
  }
}

async function answer(
  arrival: Arrival,
  body: Buffer,
  verdict: Verdict,
  world: World,
  think: () => Promise<void>,
): Promise<Answer> {
  const { assumptions } = world
  const call = readCall(arrival, body)
  const family = familyOf(arrival.path)
  if ('refused' in call) return refusal(assumptions, family, 400, 400, call.refused)
  const letGo = verdict.outcome === 'accepted' ? hold(call, world) : () => {}
  if (letGo === undefined) return customerBusy(assumptions, family)
  try {
    await think()
    return answerTo(call, verdict, world)
  } finally {
    letGo()
  }
}

function hold(call: Call, world: World): (() => void) | undefined {
  if (world.assumptions.simultaneousRequests === 'allow') return () => {}
  return world.inHand.hold(customersNamed(call, world.customers))
}

function answerTo(call: Call, verdict: Verdict, world: World): Answer {
  const { assumptions } = world
  const open = openCall(call)
  if (open !== undefined) return open(call, world)
  const family = familyOf(call.path)
  switch (verdict.outcome) {
    case 'accepted':
      return act({ ...call, till: verdict.till }, world)
    case 'refused':
      return wrongCredential(assumptions, family)
    case 'token refused':
      return tokenRefused(assumptions, family, verdict.code, verdict.at)
    case 'no such till':
      return refusal(assumptions, family, assumptions.badAttributionStatus, 91021, 'Invalid attribution till')
  }
}

function readCall({ method, path, query, headers }: Arrival, body: Buffer): Call | { refused: string } {
  const xml = /\bxml\b/.test(headers['content-type'] ?? '') || query.get('format') === 'xml' || path.endsWith('.xml')
  if (xml) return { refused: 'The simulator speaks JSON only' }
  const call = { method, path: withoutSuffix(path), query, headers }
  if (body.length === 0) return { ...call, body: undefined }
  try {
    return { ...call, body: JSON.parse(body.toString('utf8')) as unknown }
  } catch {
    return { refused: 'Bad input: the body is not JSON' }
  }
}

/** v1.1 takes `store/login.json` for `store/login`. */
function withoutSuffix(path: string): string {
  return familyOf(path) === 'v1.1' ? path.replace(/\.json$/, '') : path
}

function refuse(trouble: Trouble, path: string, world: World): Answer {
  const { assumptions } = world
  const family = familyOf(path)
  switch (trouble) {
    case '401':
      return wrongCredential(assumptions, family)
    case '403':
      return noAccess(assumptions, family, 4000)
    case '413':
      return refusal(assumptions, family, 413, 413, 'Request body is too large')
    case '429':
      return tooMany(assumptions, family)
    case '498':
      return tokenRefused(assumptions, family, 498, world.now())
    case '503':
      return noAccess(assumptions, family, 4001)
    case '521 once':
      return customerBusy(assumptions, family)
  }
}
