import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { guard } from '#cli/fleet/guard/guard.ts'
import { isToBeBarred } from './changesDay.ts'
import type { Prometheus } from './prometheus.ts'
import { badVersion, dayMs, harmfulQuietHours, hourMs, minuteMs, type Simulation } from './simulation.ts'

export interface BadFigures {
  /** What the guard decided, when that was another thing than before. */
  decisions: string[]
  /** Hours from when the bad release was signed until it was pulled; none where it was not. */
  pulledHours?: number
  /** Tills that ever ran the bad release; that went back by themselves; that run it still. */
  tried: number
  wentBack: number
  stuck: number
  /** Tills that were not well with the settings and took them back; that do not serve afterwards, barred ones aside. */
  tookBack: number
  notServing: number
}

const guardEveryMinutes = 30
/** What has not reported for so long is silent. */
const silentAfterMs = 2 * hourMs + 5 * minuteMs
/** Of the pilots, which are one till in twenty. */
const firstShare = 30

/** The second day, from nine to eight: a release that opens no POS API, under a guard; and settings with which none is open. */
export async function badDay(simulation: Simulation, prometheus: Prometheus): Promise<BadFigures> {
  const { headOffice, options } = simulation
  await simulation.untilHour(9)
  simulation.traffic.take()
  headOffice.release(badVersion, 2, { pilot: firstShare, '*': 0 })
  const signedAt = simulation.now
  const harmful = { 'updates.quietHours': harmfulQuietHours }
  const counter = headOffice.direct({ settings: harmful, rings: { '*': 10 } })
  const decisions: string[] = []
  let pulledHours: number | undefined
  const file = join(simulation.work, 'release.pem')
  writeFileSync(file, headOffice.releasePem, { mode: 0o600 })
  const rules = join(simulation.work, 'rules.json')
  writeFileSync(rules, JSON.stringify({ steps: [firstShare, 60, 100], window: '3h', minTills: 2 }))
  let tookBack = 0
  while (simulation.now - signedAt < dayMs - hourMs) {
    await simulation.pass(guardEveryMinutes * minuteMs)
    await prometheus.write(simulation.receiver.samplesSince(simulation.now - silentAfterMs), simulation.now)
    const about = { rules, prometheus: prometheus.url, key: [file], sign: true, at: simulation.now }
    const { decision } = await guard(headOffice.releaseFile, about, {})
    const said = `${decision.action}: ${decision.reasons.join('; ')}`
    if (said !== decisions.at(-1)) {
      decisions.push(said)
      options.log(`guard: ${said}`)
    }
    if (decision.action === 'pull') pulledHours ??= (simulation.now - signedAt) / hourMs
    if (simulation.now - signedAt === 6 * hourMs) {
      tookBack = await simulation.count((facts) => facts.tookBack)
      headOffice.direct({ settings: { 'updates.quietHours': '22:00-06:00' }, rings: { '*': 100 } })
      options.log(`settings ${counter} were taken back by ${tookBack} tills`)
    }
  }
  const facts = await simulation.facts()
  return {
    ...{ decisions, tookBack, ...(pulledHours !== undefined && { pulledHours }) },
    tried: facts.filter(({ version, wentBackFrom }) => [version, wentBackFrom].includes(badVersion)).length,
    wentBack: facts.filter(({ wentBackFrom }) => wentBackFrom === badVersion).length,
    stuck: facts.filter(({ version }) => version === badVersion).length,
    notServing: await simulation.count((its, till) => !isToBeBarred(its, till) && !its.isServing),
  }
}
