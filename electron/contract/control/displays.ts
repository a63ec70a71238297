import { oc } from '@orpc/contract'
import { z } from 'zod'
import { AskId, DisplayAsk, DisplayEntry, DisplayId, DisplayPairing, DisplayRequest } from '#contract/display.ts'
import { refusals } from '#contract/refusals.ts'

const byPairing = z.object({ id: z.string().max(100) })

/** Customer displays, for the staff's window. */
export const displays = {
  displays: {
    list: oc.output(z.array(DisplayEntry)),
    /** The page that asks to be let in: one at most. */
    pending: oc.output(z.array(DisplayPairing)),
    approve: oc.errors(refusals('UNKNOWN_PAIRING')).input(byPairing),
    refuse: oc.errors(refusals('UNKNOWN_PAIRING')).input(byPairing),
    /** The display that is a window of the app itself, on another screen of this computer. */
    ownWindow: oc.output(z.enum(['not-offered', 'closed', 'open'])),
    setOwnWindow: oc.errors(refusals('NOT_SUPPORTED')).input(z.object({ isOpen: z.boolean() })),
    /** Lets a display in no more. */
    remove: oc.errors(refusals('NOT_SUPPORTED')).input(z.object({ id: DisplayId })),
    /** Has a customer asked. What the display showed before ends. */
    ask: oc.errors(refusals('NOT_SUPPORTED', 'UNKNOWN_VERIFICATION')).input(DisplayRequest).output(DisplayAsk),
    asks: oc.output(z.array(DisplayAsk)),
    /** Clears the display. A verification under way goes on at the counter. */
    end: oc.input(z.object({ id: AskId })),
  },
}
