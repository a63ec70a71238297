import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import type { Http } from '../core/http.ts'
import type { Proof, Scheme } from '../core/scheme.ts'
import { metIn, oddProof, refusedProof, silentProof, type Trouble } from './answers.ts'

/** A page that opens with the credential alone, for the probe. */
export const ProbePath = z
  .string()
  .regex(/^\/(?!\/)[\x21-\x7e]*$/, 'must be a path that begins with /')
  .optional()

/** An upstream of which nothing is known but how to sign in. */
export const plainRules = {
  denied: [],
  presets: {},
  hasEffect: () => false,
} satisfies Partial<Scheme>

/** Whether a page opens with the credential, and only with it. */
export async function probePage(
  http: Http,
  clock: Clock,
  path = '/',
  credential: Record<string, string>,
  refused: Trouble,
): Promise<Proof> {
  const outcome = await http.request({ method: 'GET', path, headers: credential })
  if (outcome.kind === 'silence') return silentProof(outcome, 'The upstream')
  const { status } = outcome
  if (status === 401) return refusedProof(refused, outcome, clock)
  if (status === 403)
    return {
      outcome: 'unproven',
      detail: `${path} is forbidden to this credential (403): it is wrong, or lacks the permission.`,
      remedy: elsewhere,
    }
  if (status === 404)
    return { outcome: 'unproven', detail: `The upstream has no page at ${path} (404).`, remedy: elsewhere }
  if (status < 200 || status >= 300) return oddProof(outcome, 'The upstream', clock)
  const unasked = await http.request({ method: 'GET', path, headers: {} })
  if (unasked.kind === 'reply' && unasked.status < 300)
    return {
      outcome: 'unproven',
      detail: `The upstream shows ${path} to anybody, so nothing was learnt about the credential.`,
      remedy: elsewhere,
    }
  return { outcome: 'accepted', identity: metIn(outcome, clock) }
}

const elsewhere =
  'Check the base URL; name a page that the credential opens with the setting probePath, or keep the credential unproven with --no-probe.'
