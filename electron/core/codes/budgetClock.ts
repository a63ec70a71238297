/** Where the budget clock stood, and the wall clock beside it. Both in milliseconds; stored, so never renamed. */
export interface ClockMark {
  readonly budgetMs: number
  /** The latest that the wall clock has shown. */
  readonly wallMs: number
}

/** A night. More time than this does not pass for budgets while the agent is off. */
export const maxAwayMs = 12 * 3_600_000

/** A wall clock that was further ahead than this was wrong: its mark no longer holds back the right time. */
const maxAheadMs = 7 * 86_400_000

/**
 * The budget clock at the start of the agent. While the agent runs, it goes on with the monotonic clock. The time between
 * two runs is known by the wall clock alone, which may have been set: it counts only up to a night and never twice, so that
 * a clock that jumps ahead for one start gives no customer a fresh day of codes, and one that jumps back takes no day away
 * (attacks.md T64).
 */
export function budgetTimeAtStart(mark: ClockMark | undefined, wallMs: number): number {
  if (!mark) return wallMs
  return mark.budgetMs + Math.min(Math.max(0, wallMs - mark.wallMs), maxAwayMs)
}

/** The mark to store now. A wall clock that was put back does not lower it: the same hours would count again. */
export function nextMark(mark: ClockMark | undefined, budgetMs: number, wallMs: number): ClockMark {
  const isAhead = mark !== undefined && mark.wallMs > wallMs && mark.wallMs - wallMs <= maxAheadMs
  return { budgetMs, wallMs: isAhead ? mark.wallMs : wallMs }
}
