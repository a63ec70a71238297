import { hasVersion, isToBeBarred } from './changesDay.ts'
import { hourMs, minuteMs, type Simulation, type Test } from './simulation.ts'

export interface TroubleFigures {
  /** Tills that did not serve while nothing answered for six hours. */
  downNotServing: number
  /** Until 99 of 100 tills had what was signed meanwhile, from when the host was back. None where it was not reached. */
  hours: { down?: number; slow?: number; behind?: number; urgent?: number }
  /** Requests of the busiest minute after its return. */
  downPeak: number
  /** Tills that had seen more than the host that fell behind showed; tills that lost it again; tills that did not serve. */
  behindSeen: number
  behindLost: number
  behindNotServing: number
}

const isServed: Test = (facts, till) => !isToBeBarred(facts, till)

/** The third day, from eight to eight: a host that is down, then slow, then a day behind. */
export async function troubleDay(simulation: Simulation): Promise<TroubleFigures> {
  const { headOffice, host, options, traffic } = simulation
  const direct = (quietHours: string) => {
    const counter = headOffice.direct({ settings: { 'updates.quietHours': quietHours } })
    const has: Test = (facts) => facts.counter >= counter
    return has
  }
  const notServing = () => simulation.count((facts, till) => isServed(facts, till) && !facts.isServing)
  const atMorning = direct('22:00-05:30')
  await host.close()
  await simulation.pass(6 * hourMs)
  const downNotServing = await notServing()
  await host.open()
  traffic.take()
  const { down } = await simulation.hoursUntil(6 * hourMs, { down: atMorning }, isServed)
  const downPeak = traffic.take().hostPeak
  options.log(`down: back for all after ${down} h, at most ${downPeak} requests a minute`)

  await host.open('slow')
  simulation.stepMs = slowStepMs
  const { slow } = await simulation.hoursUntil(6 * hourMs, { slow: direct('22:00-05:00') }, isServed)
  simulation.stepMs = minuteMs
  options.log(`slow: for all after ${slow} h`)

  host.remember()
  const atEvening = direct('22:00-04:30')
  await host.open()
  for (let hour = 0; hour < 5 && (await simulation.count(atEvening)) < options.tills / 3; hour += 1)
    await simulation.pass(hourMs)
  const behindSeen = await simulation.count(atEvening)
  await host.open('behind')
  await simulation.pass(6 * hourMs)
  const behindLost = behindSeen - (await simulation.count(atEvening))
  const behindNotServing = await notServing()
  await host.open()
  headOffice.release('1.3.0', 9, { '*': 100 }, true)
  const { behind, urgent } = await simulation.hoursUntil(
    8 * hourMs,
    { behind: atEvening, urgent: hasVersion('1.3.0') },
    isServed,
  )
  options.log(
    `behind: ${behindSeen} tills had seen more, and all after ${behind} h; an urgent release after ${urgent} h`,
  )
  return {
    ...{ downNotServing, downPeak, behindSeen, behindLost, behindNotServing },
    hours: definedOf({ down, slow, behind, urgent }),
  }
}

/** A slow answer takes a second of this machine: many tills wait for theirs at once. */
const slowStepMs = minuteMs

function definedOf<Name extends string>(hours: Record<Name, number | undefined>): Partial<Record<Name, number>> {
  return Object.fromEntries(Object.entries(hours).filter(([, value]) => value !== undefined)) as Partial<
    Record<Name, number>
  >
}
