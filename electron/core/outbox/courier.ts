import { Fault } from '#core/base/fault.ts'
import type { Broker } from '#core/broker/broker.ts'
import type { Client } from '#core/clients/clients.ts'
import { RouteTable } from '#core/clients/routeTable.ts'
import type { ReadBack, WriteVerdict } from '#core/scheme/outboxRules.ts'
import type { UpstreamFingerprints } from '#core/settings/fingerprints.ts'
import { lockIfRefused } from '#core/upstream/lockIfRefused.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import { type AttemptResult, resultOfFailure, resultOfResponse, type WriteResponse } from './attemptResult.ts'
import { CapturedResponse, type Ending } from './capturedResponse.ts'
import type { KeptWrite } from './contents.ts'
import type { OutboxEntry } from './entry.ts'

interface Deps {
  broker: Pick<Broker, 'send'>
  upstreams: Upstreams
  fingerprints: UpstreamFingerprints
}

/** Brings kept writes to their upstreams, over the broker and so with everything that holds for a request of a client. */
export class Courier {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Never rejects. */
  async send(entry: OutboxEntry, write: KeptWrite): Promise<{ result: AttemptResult; ending: Ending }> {
    const { method, target, headers, body } = write
    const { requestId } = entry
    if (this.#isOfAnotherCloud(entry)) return refusedUnsent
    const caller = new CapturedResponse()
    this.#deps.broker.send(
      { requestId, client: senderOf(entry, write), method, target, headers, body, bodyBytes: body.length },
      caller,
    )
    const ending = await caller.ended
    if ('thrown' in ending) return { result: resultOfFailure(ending.thrown), ending }
    const { response } = ending
    return { result: resultOfResponse(response, this.#verdictOf(entry, response, write)), ending }
  }

  /** Asks the upstream whether a write took effect. Never rejects. */
  async ask(entry: OutboxEntry, write: KeptWrite): Promise<ReadBack | 'no-answer'> {
    const { upstreams } = this.#deps
    const { upstream: id } = entry
    if (this.#isOfAnotherCloud(entry)) return 'cannot-tell'
    try {
      const session = await upstreams.sessionOf(id)
      if (!session.readBack) return 'cannot-tell'
      return await lockIfRefused(upstreams, id, async () => session.readBack?.(write) ?? 'cannot-tell')
    } catch (thrown) {
      if (thrown instanceof Fault) return 'no-answer'
      // A bug of the scheme's would be met again at each question.
      return 'cannot-tell'
    }
  }

  /** Its upstream was removed, and another one has its id. Where none has it, it waits for one that is set up again. */
  #isOfAnotherCloud({ upstream, cloud }: OutboxEntry): boolean {
    const current = this.#deps.fingerprints.of(upstream)
    return cloud !== undefined && current !== undefined && cloud !== current
  }

  #verdictOf({ upstream: id }: OutboxEntry, { status, body }: WriteResponse, write: KeptWrite): WriteVerdict {
    // The upstream may have been set up anew, with other writes.
    const rules = this.#deps.upstreams.find(id)?.outbox
    return rules?.verdictOf(status, body, write) ?? { outcome: 'unclear', code: String(status) }
  }
}

/** A person decides, who may have it sent to the cloud that is there now. */
const refusedUnsent = {
  result: { outcome: 'refused', code: 'UNKNOWN_UPSTREAM' },
  ending: { thrown: new Fault('UNKNOWN_UPSTREAM') },
} as const

/**
 * The client that a kept write goes out for. It may do this one write, which was granted when it was accepted: a grant that
 * was withdrawn since, or a key that was replaced, loses no sale. Its rate was counted then, too.
 */
function senderOf({ client, owner, upstream }: OutboxEntry, { method, path }: KeptWrite): Client {
  return {
    id: client,
    keyDigest: owner,
    origins: new Set(),
    expiresAt: undefined,
    watchesAll: false,
    isSigned: false,
    usesOutbox: false,
    bucket: { take: () => true },
    grants: new Map([[upstream, new RouteTable([{ methods: [method], path }])]]),
    presets: new Map(),
  }
}
