import { useQuery } from '@tanstack/react-query'
import type { Level } from '#contract/pin.ts'
import { calls } from '#renderer/agent/agent.ts'

const levels: readonly Level[] = ['cashier', 'shift-lead', 'manager']

/** What the person at this window may do now, and whether that is enough for something. Everything, where no PIN is set. */
export function useLevel() {
  const { data: pin } = useQuery(calls.pin.status.queryOptions())
  const level = pin?.level ?? 'manager'
  return {
    level,
    isPinSet: pin?.isSet === true,
    may: (needed: Level) => levels.indexOf(level) >= levels.indexOf(needed),
  }
}
