import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusals } from '#contract/refusals.ts'
import { Instant } from '#contract/values.ts'

/** How long the browser that calls may use the window. */
export const BrowserSignIn = z.object({
  /** Whether it outlasts the browser: a manager said so. */
  isRemembered: z.boolean(),
  expiresAt: Instant,
})
export type BrowserSignIn = z.infer<typeof BrowserSignIn>

export const browser = {
  /** The session of the browser that calls. Only a browser has one. */
  browser: {
    session: oc.errors(refusals('NOT_SUPPORTED')).output(BrowserSignIn),
    /** Has it stay signed in for 90 days, over restarts of browser and agent. */
    remember: oc.errors(refusals('NOT_SUPPORTED')).output(BrowserSignIn),
    /** It lasts a working day from now. */
    forget: oc.errors(refusals('NOT_SUPPORTED')).output(BrowserSignIn),
  },
}
