import type { Clock } from '../core/clock.ts'
import type { Http } from '../core/http.ts'
import type { Proof, SchemePorts, Session, Verdict } from '../core/scheme.ts'
import type { Secret } from '../core/secret.ts'
import { TokenKeeper, type TokenOutcome } from '../core/tokens.ts'
import { metIn, oddProof, type Reply, silentProof, type Trouble, withClock } from './answers.ts'

/** What a token service answered, in the words of a person where it gave none. */
export type TokenAnswer =
  | (Extract<TokenOutcome, { outcome: 'granted' }> & { reply: Reply })
  | (Exclude<TokenOutcome, { outcome: 'granted' }> & Trouble & { dateMs?: number | undefined })

interface TokenCredential {
  ask(): Promise<TokenAnswer>
  /** In its place for a probe, where asking makes something. */
  askToProve?(): Promise<TokenAnswer>
  /** Flat: name, value, … */
  headersFor(token: Secret): readonly string[]
  judge(status: number): Verdict
  /** Whether the upstream takes the new token, which the token service gave in the reply. */
  prove(http: Http, clock: Clock, headers: Record<string, string>, reply: Reply): Promise<Proof>
}

/** A session with a token that is fetched, kept and renewed. */
export function tokenSession(
  { ask, askToProve = ask, headersFor, judge, prove }: TokenCredential,
  ports: SchemePorts,
): Session & Required<Pick<Session, 'handOver'>> {
  const keeper = new TokenKeeper(ask, headersFor, ports)
  return {
    authorise: () => keeper.headers(),
    renew: (used) => keeper.discard(used),
    handOver: () => keeper.token(),
    close: () => keeper.close(),
    judge,
    async probe(http, clock) {
      const answer = await askToProve()
      if (answer.outcome === 'granted') return prove(http, clock, recordOf(headersFor(answer.token)), answer.reply)
      const trouble = withClock(answer, answer.dateMs, clock)
      return { outcome: answer.outcome === 'refused' ? 'refused' : 'unproven', ...trouble }
    },
  }
}

/** Whether there is anybody at the base URL, where no page is known to ask for: the token has been proof enough. */
export async function proveHost(http: Http, cloud: string, reply: Reply, clock: Clock): Promise<Proof> {
  const outcome = await http.request({ method: 'GET', path: '/', headers: {} })
  if (outcome.kind === 'silence') return silentProof(outcome, cloud)
  return outcome.status === 407
    ? oddProof(outcome, cloud, clock)
    : { outcome: 'accepted', identity: metIn(reply, clock) }
}

/** Flat header fields by name. */
export function recordOf(flat: readonly string[]): Record<string, string> {
  const names = flat.filter((_, at) => at % 2 === 0)
  return Object.fromEntries(names.map((name, at) => [name, flat[at * 2 + 1] ?? '']))
}
