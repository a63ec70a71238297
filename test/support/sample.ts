import { inject } from 'vitest'
import { SeededRandom } from './seededRandom.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** True in lane `thorough`. */
    isThorough: boolean
  }
}

/** Lane `thorough` tries all of a table that is too dear for lane `unit`, which tries a share of it. */
function isThorough(): boolean {
  return inject('isThorough') === true
}

/** All of them in lane `thorough`; elsewhere about this share, the same ones in each run. */
export function sampleOf<Item>(items: readonly Item[], share: number): readonly Item[] {
  if (isThorough()) return items
  const random = new SeededRandom(20_261_129)
  return items.filter(() => random.chance(share))
}

/** Every step of a sequence in lane `thorough`; elsewhere each of this stride. */
export function strideOf(stride: number): number {
  return isThorough() ? 1 : stride
}

/** How often a property is tried: so often in lane `thorough`, a share of it elsewhere. */
export function runs(count: number, share = 1 / 8): number {
  return isThorough() ? count : Math.ceil(count * share)
}
