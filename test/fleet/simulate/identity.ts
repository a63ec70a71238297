import { SeededRandom } from '#test/support/seededRandom.ts'

/** Who a simulated till is, and how its machine stands. The same for the same seed. */
export interface Identity {
  /** From 0. */
  number: number
  installation: string
  store: string
  ring: 'pilot' | 'default'
  /** Whether it pushes its numbers: a real push takes more of this machine than all the rest of a till. */
  reports: boolean
  /** How far its clock is ahead of the true time, in milliseconds. */
  skewMs: number
  /** When its shop opens for the first time, after the simulation has begun. */
  startsAfterMs: number
  seed: number
}

const hourMs = 60 * 60_000
const tillsOfStore = 4
/** Tills in a hundred. */
const pilots = 5
/** One till in as many has a clock that is wrong by a day. */
const oneWrongIn = 100
/** Of the tills that are no pilots: among them those with a wrong clock. */
const oneReportsIn = 50

export function identityOf(number: number, seed: number): Identity {
  const random = new SeededRandom(seed * 1_000_003 + number)
  const isWrong = number % oneWrongIn === oneWrongIn - 1
  const direction = number % (2 * oneWrongIn) < oneWrongIn ? -1 : 1
  return {
    number,
    installation: `${String(number).padStart(6, '0')}-${random.below(2 ** 32).toString(16)}`,
    store: `store-${Math.floor(number / tillsOfStore)}`,
    ring: number % 100 < pilots ? 'pilot' : 'default',
    reports: number % 100 < pilots || number % oneReportsIn === oneReportsIn - 1,
    skewMs: isWrong ? direction * (24 * hourMs + random.below(hourMs)) : random.below(60_000) - 30_000,
    startsAfterMs: random.below(hourMs),
    seed: random.below(2 ** 32),
  }
}
