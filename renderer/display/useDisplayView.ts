import { useEffect, useState } from 'react'
import type { DisplayView } from '#contract/display.ts'
import { forgetProof } from '#renderer/agent/agentProof.ts'
import { askAnew, display } from '#renderer/agent/displayAgent.ts'
import { faultOf } from '#renderer/agent/fault.ts'

/** `away`: the agent does not answer, so nothing is shown of what it asked. @property seenAt milliseconds since 1970 */
export type Shown = { step: 'away' } | (DisplayView & { seenAt: number })

const reconnectDelayMs = 1_000

/** What the agent wants this display to show. */
export function useDisplayView(): Shown {
  const [shown, setShown] = useState<Shown>({ step: 'away' })
  useEffect(() => {
    const closing = new AbortController()
    void follow(closing.signal, setShown)
    return () => closing.abort()
  }, [])
  return shown
}

async function follow(closed: AbortSignal, setShown: (shown: Shown) => void): Promise<void> {
  while (!closed.aborted) {
    try {
      for await (const view of await display.view(undefined, { signal: closed }))
        setShown({ ...view, seenAt: Date.now() })
    } catch (thrown) {
      if (closed.aborted) return
      if (faultOf(thrown).code === 'SESSION_REQUIRED') return askAnew()
    }
    forgetProof()
    setShown({ step: 'away' })
    await new Promise((resolve) => setTimeout(resolve, reconnectDelayMs))
  }
}
