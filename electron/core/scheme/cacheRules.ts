import type { Route } from '#contract/grant.ts'

/** A scheme's word on which answers may be kept for a while. */
export interface CacheRules {
  /** As the presets of the scheme have them: reads of `GET` alone, none with an effect, none about a code. */
  readonly routes: readonly Route[]
  /** Whether a `200` with this body says what was asked for: some clouds put a failure into it. @param body not compressed */
  mayKeep(body: Buffer): boolean
}
