import { z } from 'zod'
import { withoutOddEdges } from '#contract/text/pastedText.ts'

/** No comma and no colon: the audit trail lists these beside others. */
const SaleText = z
  .string()
  .overwrite(withoutOddEdges)
  .regex(/^[\p{L}\p{M}\p{N} .'’_#@/-]{1,40}$/u, "must be 1 to 40 letters, digits, blanks or . ' _ # @ / -")

/** The sale that a customer is verified for, as the shop names it. In the audit trail and the statement: of staff, and never of a customer. */
export const SaleFacts = z
  .strictObject({
    /** Name or number of the cashier. */
    cashier: SaleText,
    shift: SaleText,
    /** Number of the receipt. */
    receipt: SaleText,
  })
  .partial()
export type SaleFacts = z.infer<typeof SaleFacts>
export type SaleFactName = keyof SaleFacts

const names = '(?:cashier|shift|receipt)'

/** How the counter of the window works. */
export const CounterSettings = z
  .strictObject({
    /** What the window asks before it verifies a customer. */
    asks: z
      .string()
      .regex(new RegExp(`^${names}(?:, ?${names}){0,2}$`), 'must be one or more of cashier, shift, receipt'),
    /** Whether a cashier may enrol a customer whom nobody knows. */
    enrol: z.enum(['on', 'off']),
    /** After so long without a customer the window asks for cashier and shift again. */
    staffMinutes: z.int().min(1).max(720),
    /** Of the window's sounds, in per cent. 0 is silence. */
    volume: z.int().min(0).max(100),
    /** How long an entered PIN unlocks, after the last call that needed it. */
    unlockMinutes: z.int().min(1).max(120),
    /** A customer display asks no longer of a customer who does nothing for so long. */
    displaySeconds: z.int().min(30).max(900),
    /** How long it shows how a verification ended. */
    displayEndSeconds: z.int().min(2).max(60),
    /** Numbers and addresses that a customer may try there before the cashier has to ask anew. */
    displayNumbers: z.int().min(1).max(20),
  })
  .partial()
export type CounterSettings = z.infer<typeof CounterSettings>
