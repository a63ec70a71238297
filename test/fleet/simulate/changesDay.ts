import { hourMs, type Simulation, type Test } from './simulation.ts'
import { type Counts, sumOf } from './traffic.ts'

export interface ChangesFigures {
  /** Until 99 of 100 tills had it, from when it was signed for all. None where it was not reached. */
  hours: { settings?: number; bar?: number; release?: number }
  pilots: number
  /** That had the settings while these were for the pilots alone, and tills of other rings that did. */
  pilotsFirst: number
  othersFirst: number
  barred: number
  /** Barred tills that hold a secret, or serve. */
  barredUnsafe: number
  /** Of the whole day. */
  traffic: Counts
  /** Requests of the busiest minute as the tills open; and of that in which they install. */
  morningPeak: number
  nightPeak: number
}

/** One till in as many is barred. */
const oneBarredIn = 50
export const isToBeBarred: Test = (_, { number }) => number % oneBarredIn === 7
const isServed: Test = (facts, identity) => !isToBeBarred(facts, identity)

/** The first day, from eight until the release is there: settings by rings, a bar, and a release that waits for the night. */
export async function changesDay(simulation: Simulation): Promise<ChangesFigures> {
  const { headOffice, identities, options, traffic } = simulation
  // A host without any release or settings yet.
  await simulation.untilHour(10)
  const morning = traffic.take()
  headOffice.release('1.1.0', 1, { '*': 100 })
  const barred = identities
    .filter(({ number }) => number % oneBarredIn === 7)
    .map(({ installation: till }) => ({ till, since: simulation.now, reason: 'reported stolen' }))
  const settings = { 'updates.quietHours': '22:00-06:00' }
  const counter = headOffice.direct({ settings, barred, rings: { pilot: 100, '*': 0 } })
  const { bar } = await simulation.hoursUntil(5 * hourMs, { bar: ({ isBarred }) => isBarred }, isToBeBarred)
  await simulation.untilHour(15)
  const has: Test = (facts) => facts.counter >= counter
  const pilotsFirst = await simulation.count((facts, till) => till.ring === 'pilot' && has(facts, till))
  const othersFirst = await simulation.count((facts, till) => till.ring !== 'pilot' && has(facts, till))
  options.log(`bar after ${bar} h; settings: ${pilotsFirst} pilots have them, ${othersFirst} others`)
  headOffice.direct({ rings: { '*': 100 } })
  const { settings: settingsHours } = await simulation.hoursUntil(6 * hourMs, { settings: has }, isServed)
  options.log(`settings after ${settingsHours} h`)
  await simulation.untilHour(21)
  const day = traffic.take()
  const { release } = await simulation.hoursUntil(10 * hourMs, { release: hasVersion('1.1.0') }, isServed)
  options.log(`release after ${release === undefined ? 'no' : 11 + release} h`)
  const night = traffic.take()
  return {
    hours: {
      ...(settingsHours !== undefined && { settings: settingsHours }),
      ...(bar !== undefined && { bar }),
      ...(release !== undefined && { release: 11 + release }),
    },
    ...{ pilotsFirst, othersFirst, pilots: identities.filter(({ ring }) => ring === 'pilot').length },
    barred: barred.length,
    barredUnsafe: await simulation.count(
      (facts, till) => isToBeBarred(facts, till) && (!facts.isForgotten || facts.secrets > 0 || facts.isServing),
    ),
    ...{ traffic: sumOf(sumOf(morning, day), night), morningPeak: morning.hostPeak, nightPeak: night.hostPeak },
  }
}

export function hasVersion(version: string): Test {
  return (facts) => facts.version === version
}
