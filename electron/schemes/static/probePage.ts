import { PastedText } from '#contract/text/pastedText.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Http } from '#core/network/controlHttp.ts'
import type { CredentialCheck, Scheme } from '#core/scheme/scheme.ts'
import { namedWrites } from '#schemes/shared/namedWrites.ts'
import {
  credentialRefused,
  noResponse,
  type Problem,
  timingOf,
  unexpectedResponse,
} from '#schemes/shared/probeResults.ts'

/** A page for the probe, which opens only with the credential. */
export const ProbePath = PastedText.regex(
  /^\/(?:[\x21-\x2e\x30-\x7e][\x21-\x7e]*)?$/,
  'must be a path that begins with /',
).optional()

/** The rules of an upstream that is not known any further. */
export const plainRules = {
  deniedRoutes: [],
  presets: {},
  hasSideEffect: () => false,
  namesWrites: true,
  outbox: (_, named) => namedWrites(named),
} satisfies Partial<Scheme>

/** Verifies a credential with a page that must open with it and must not open without it. */
export async function probePage(
  http: Http,
  clock: Clock,
  path = '/',
  credential: Record<string, string>,
  refused: Problem,
): Promise<CredentialCheck> {
  const outcome = await http.request({ method: 'GET', path, headers: credential })
  if (outcome.kind === 'silence') return noResponse(outcome, 'The upstream')
  const { status } = outcome
  if (status === 401) return credentialRefused(refused, outcome, clock)
  if (status === 403)
    return {
      outcome: 'unverified',
      detail: `${path} is forbidden to this credential (403): it is wrong, or lacks the permission.`,
      remedy: probePathRemedy,
    }
  if (status === 404)
    return { outcome: 'unverified', detail: `The upstream has no page at ${path} (404).`, remedy: probePathRemedy }
  if (status < 200 || status >= 300) return unexpectedResponse(outcome, 'The upstream', clock)
  const anonymous = await http.request({ method: 'GET', path, headers: {} })
  if (anonymous.kind === 'reply' && anonymous.status < 300)
    return {
      outcome: 'unverified',
      detail: `The upstream shows ${path} to anybody, so nothing was learnt about the credential.`,
      remedy: probePathRemedy,
    }
  return { outcome: 'accepted', identity: timingOf(outcome, clock) }
}

const probePathRemedy =
  'Check the base URL; name a page that the credential opens with the setting probePath, or keep the credential unproven with --no-probe.'
