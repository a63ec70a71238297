import { z } from 'zod'

/**
 * Headers of Capillary's that say nothing of who calls or for which till: the name of the calling system, which
 * `transaction/update` needs, its dialling code, and that a sale's events run later (capillary.md 2.2).
 */
const passable = ['X-CAP-CLIENT-SIGNATURE', 'X-CAP-CLIENT-COUNTRYCODE', 'X-CAP-DIRECT-REPLAY']

/** Which of those a POS may set by itself, as in `X-CAP-CLIENT-SIGNATURE, X-CAP-DIRECT-REPLAY`. None when absent. */
export const callerHeaders = z
  .string()
  .max(200)
  .refine((text) => namesIn(text).every((name) => passable.includes(name)), `may only name ${passable.join(', ')}`)
  .optional()

/**
 * Whether only the agent may set this header. Attribution and identity are the till's own: else a POS could book sales on
 * another store (capillary.md 2.3).
 */
export function ownsCapillaryHeader(header: string, settings: { callerHeaders?: string | undefined }): boolean {
  if (!header.startsWith('x-cap-') && !header.startsWith('cap-')) return false
  return settings.callerHeaders === undefined || !namesIn(settings.callerHeaders).includes(header.toUpperCase())
}

function namesIn(text: string): string[] {
  return text.split(',').map((name) => name.trim().toUpperCase())
}
