import type { Bounds, GuardRules } from './rules.ts'

/** Tills of one ring that have one version, or any other. */
export interface Side {
  /** That sent something in the window, the silent ones included. */
  tills: number
  /** That had the version already when the time began that a share has to show itself. */
  soaked: number
  silent: number
  notReady: number
  unwell: number
  requests: number
  failed: number
  /** `undefined` where nothing was asked. */
  latencySeconds: number | undefined
}

/** Of one ring: tills with the version of the release, and all others. */
export interface RingFacts {
  fresh: Side
  old: Side
}

export interface GuardedRelease {
  /** Shares in percent; `*` is every ring it does not name. */
  rings: Readonly<Record<string, number>>
  /** Why it was frozen, if it was. A person alone lifts that. */
  frozen?: string | undefined
  /** How long the shares have been as they are. */
  ageMs: number
}

export type GuardDecision =
  | { action: 'wait' | 'freeze'; reasons: string[] }
  | { action: 'raise' | 'pull'; reasons: string[]; rings: Record<string, number> }

/** What a guard does about a release. @param facts by ring, of every ring that has tills */
export function guardDecision(
  release: GuardedRelease,
  facts: Readonly<Record<string, RingFacts>>,
  rules: GuardRules,
): GuardDecision {
  const { rings, frozen, ageMs } = release
  const bad = (bounds: Bounds) =>
    Object.entries(facts).flatMap(([ring, its]) =>
      worseBecause(its, bounds, rules.minTills).map((why) => `${ring}: ${why}`),
    )
  const pulling = bad(rules.pull)
  if (pulling.length > 0)
    return isPulled(rings)
      ? { action: 'wait', reasons: ['it is pulled already'] }
      : { action: 'pull', reasons: pulling, rings: Object.fromEntries(Object.keys(rings).map((ring) => [ring, 0])) }
  if (frozen !== undefined) return { action: 'wait', reasons: [`it is frozen (${frozen}); a person lifts that`] }
  const isSoaked = ageMs >= rules.soakMinutes * 60_000
  const missing = missingIn(rings, facts, rules)
  const isDue = ageMs >= Math.max(rules.arriveMinutes, rules.soakMinutes) * 60_000
  const freezing = [...bad(rules.freeze), ...(isDue ? missing : [])]
  if (freezing.length > 0) return { action: 'freeze', reasons: freezing }
  if (!isSoaked)
    return { action: 'wait', reasons: [`the share is as it is for less than ${rules.soakMinutes} minutes`] }
  // Tills look every few hours and install in their quiet hours, and an hour of the night shows little.
  const unsoaked = missingIn(rings, facts, rules, 'soaked')
  if (unsoaked.length > 0) return { action: 'wait', reasons: unsoaked }
  return raised(rings, facts, rules)
}

/** In which ways tills with the new version are worse than those with the old one. */
export function worseBecause({ fresh, old }: RingFacts, bounds: Bounds, minTills: number): string[] {
  // Who went back has the old version again, and has tried the new one.
  const tried = fresh.tills + old.unwell
  const isShown = fresh.tills >= minTills
  const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`
  const shares: [keyof Bounds, string, (side: Side) => number][] = [
    ['silent', 'silent tills', ({ silent, tills }) => share(silent, tills)],
    ['notReady', 'tills that cannot serve', ({ notReady, tills }) => share(notReady, tills)],
    ['errors', 'failed requests', ({ failed, requests }) => share(failed, requests)],
  ]
  const worse = shares.flatMap(([name, words, of]) => {
    const [now, before] = [of(fresh), of(old)]
    return isShown && now - before > bounds[name]
      ? [`${percent(now)} ${words}, ${percent(before)} with the old version`]
      : []
  })
  const unwell = tried >= minTills ? share(fresh.unwell + old.unwell, tried) : 0
  const slower =
    !isShown || old.latencySeconds === undefined
      ? 0
      : (fresh.latencySeconds ?? 0) / Math.max(old.latencySeconds, minLatencySeconds)
  return [
    ...worse,
    ...(unwell > bounds.unwell ? [`${percent(unwell)} of those that tried it were not well`] : []),
    ...(slower > bounds.latency ? [`it adds ${Math.round(slower * 10) / 10} times as much time`] : []),
  ]
}

/** Below that, a multiple is noise. */
const minLatencySeconds = 0.005

/** Rings of which far fewer tills have the release than should: those that do not report may not even start. */
function missingIn(
  rings: GuardedRelease['rings'],
  facts: Readonly<Record<string, RingFacts>>,
  { minArrived, minTills, soakMinutes }: GuardRules,
  counted: 'tills' | 'soaked' = 'tills',
): string[] {
  const since = counted === 'soaked' ? ` for ${soakMinutes} minutes` : ''
  return Object.entries(facts).flatMap(([ring, { fresh, old }]) => {
    const expected = ((fresh.tills + old.tills) * shareOf(rings, ring)) / 100
    return expected >= minTills && fresh[counted] < expected * minArrived
      ? [`${ring}: ${fresh[counted]} of some ${Math.round(expected)} tills have it${since}`]
      : []
  })
}

/** Each ring one step further whose tills have shown that they are well with it. */
function raised(
  rings: GuardedRelease['rings'],
  facts: Readonly<Record<string, RingFacts>>,
  { steps, minTills }: GuardRules,
): GuardDecision {
  const isProven = Object.values(facts).some(({ fresh }) => fresh.tills >= minTills)
  if (!isProven) return { action: 'wait', reasons: [`fewer than ${minTills} tills of any ring have it`] }
  const next = Object.fromEntries(
    Object.entries(rings).map(([ring, percent]) => [
      ring,
      percent > 0 ? (steps.find((step) => step > percent) ?? percent) : percent,
    ]),
  )
  const open = Object.entries(next).filter(([ring, percent]) => percent !== rings[ring])
  if (open.length > 0)
    return { action: 'raise', rings: next, reasons: open.map(([ring, percent]) => `${ring} to ${percent} %`) }
  // The rings that are open have all of it: the first of the others begins.
  const [closed] = Object.entries(rings).filter(([, percent]) => percent === 0)
  const [first] = steps
  if (!closed || first === undefined) return { action: 'wait', reasons: ['every ring has all of it'] }
  return { action: 'raise', rings: { ...rings, [closed[0]]: first }, reasons: [`${closed[0]} to ${first} %`] }
}

function isPulled(rings: GuardedRelease['rings']): boolean {
  return Object.values(rings).every((percent) => percent === 0)
}

function shareOf(rings: GuardedRelease['rings'], ring: string): number {
  return (Object.hasOwn(rings, ring) ? rings[ring] : rings['*']) ?? 0
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
