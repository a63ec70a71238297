import type { Level } from '#contract/pin.ts'

const ranks: Record<Level, number> = { cashier: 0, 'shift-lead': 1, manager: 2 }

/** Whether who is at this level may do what the other one may. */
export function includesLevel(level: Level, needed: Level): boolean {
  return ranks[level] >= ranks[needed]
}
