import type { ServerResponse } from 'node:http'

/**
 * Runs a step of a response after everything else that this turn of the event loop brought: what is written together wakes
 * each reader once (docs/performance.md). Nobody is there any more who would catch what it throws, so the caller is cut off.
 */
export function atEndOfTurn(response: ServerResponse, step: () => void): NodeJS.Immediate {
  return setImmediate(() => {
    try {
      step()
    } catch {
      response.destroy()
    }
  })
}
