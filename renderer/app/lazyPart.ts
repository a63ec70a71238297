import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { nextConnection } from '#renderer/agent/nextConnection.ts'

/**
 * A part of the window that is loaded after the first screen is shown. The agent serves it, so a part that is needed while the
 * agent is away is loaded when it answers again: React would take the first failure for the last.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => untilLoaded(load))
}

async function untilLoaded<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  for (;;) {
    const connection = nextConnection()
    try {
      return await load()
    } catch {
      await connection
    }
  }
}
