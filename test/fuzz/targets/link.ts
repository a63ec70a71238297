import { createSystemNetwork } from '#adapters/network/systemNetwork.ts'
import type { Link } from '#core/network/link.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { answer, type FuzzAnswer, renderAnswer } from '#test/fuzz/answerGrammar.ts'
import type { FuzzTarget, Violation } from '#test/fuzz/fuzzTarget.ts'
import { type LinkReceived, type Received, receiveByLink, receiveByNode } from '#test/fuzz/receivers.ts'
import { type ScriptedServer, startScriptedServer } from '#test/fuzz/scriptedServer.ts'
import { readAnswerStrictly, type StrictAnswer } from '#test/fuzz/strictAnswer.ts'

/** Long enough for an answer on a busy machine; an answer that never ends costs this much. */
const timeoutMs = 700
/** Answers that are tried at the same time, each on a connection of its own. */
const lanes = 16
const maxAttempts = 10
/** With those that do not count, since the machine stood still meanwhile. */
const maxTries = 50
const plainAnswer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
/** Heads that are longer may be refused. */
const maxHeadBytes = 16 * 1024

/**
 * Answers of an upstream, read by the link, by the letter of RFC 9112 and by Node's own client. What is allowed comes
 * through whole and unchanged; what is not is never taken for a whole answer, unless Node's client takes it for the same.
 */
export const link: FuzzTarget = {
  name: 'link',
  weight: 2,

  async run(context) {
    const server = await startScriptedServer()
    const limits = { ...defaultLimits, idleTimeoutMs: timeoutMs, answerTimeoutMs: timeoutMs }
    const network = createSystemNetwork(limits)
    const opened = network.link({ baseUrl: server.url })
    let serial = 0
    try {
      const tryNext = (input: FuzzAnswer) => {
        serial += 1
        return tryAnswer(server, opened, `a${serial}`, input, () => context.count('answers that the machine missed'))
      }
      await context.check(answer, tryNext, lanes)
    } finally {
      await opened.close()
      await server.close()
    }
  },
}

async function tryAnswer(
  server: ScriptedServer,
  opened: Link,
  id: string,
  input: FuzzAnswer,
  onMissed: () => void,
): Promise<Violation | undefined> {
  const bytes = renderAnswer(input)
  const { firstBytes, ending, method } = input
  server.add(id, { bytes, firstBytes, ending })
  const [byLink, byNode] = await Promise.all([
    receiveDespiteRaces(opened, server, method, id, readAnswerStrictly(bytes, ending, method).kind === 'whole'),
    receiveByNode(server.port, method, `/${id}`, timeoutMs),
  ])
  server.remove(id)
  if (!byLink) {
    onMissed()
    return undefined
  }
  const strict = readAnswerStrictly(bytes, ending, method)
  const promise = brokenPromise(strict, byLink, byNode, bytes)
  return promise === undefined
    ? undefined
    : { promise, seen: JSON.stringify({ strict, byLink, byNode }).slice(0, 2_000) }
}

/**
 * A connection may close just as it is used again, after the answer before; and on a busy machine an answer, or a connection,
 * may come after the time limit. Then the request goes once more: what is a fault of the link happens again. A try during
 * which a plain answer did not reach Node's client either tells of the machine alone, and does not count.
 */
async function receiveDespiteRaces(
  opened: Link,
  server: ScriptedServer,
  method: string,
  id: string,
  isAnswered: boolean,
): Promise<LinkReceived | undefined> {
  const receive = () => receiveByLink(opened, method, `/${id}`, timeoutMs)
  let byLink = await receive()
  let attempts = 1
  for (let tries = 1; tries < maxTries && attempts < maxAttempts; tries += 1) {
    const { received, failure, disorder } = byLink
    const mayBeRace = received.kind === 'nothing' && failure?.kind === 'broken-off'
    const isSilent = isAnswered && failure?.kind === 'silent'
    const mayBeLate = failure?.reason === 'CONNECT_TIMEOUT' || isSilent || disorder === 'no end'
    if (!(mayBeRace || mayBeLate)) return byLink
    const [again, isInTime] = await Promise.all([receive(), answersInTime(server, `${id}plain`)])
    byLink = again
    if (isInTime) attempts += 1
  }
  return attempts < maxAttempts ? undefined : byLink
}

async function answersInTime(server: ScriptedServer, id: string): Promise<boolean> {
  server.add(id, { bytes: plainAnswer, firstBytes: plainAnswer.length, ending: 'end' })
  const { kind } = await receiveByNode(server.port, 'GET', `/${id}`, timeoutMs)
  server.remove(id)
  return kind === 'whole'
}

function brokenPromise(
  strict: StrictAnswer,
  byLink: LinkReceived,
  byNode: Received,
  bytes: string,
): string | undefined {
  const { received, failure, disorder } = byLink
  if (disorder) return `the listener is called as promised, and not with ${disorder}`
  if (failure && !failure.sent) return 'a request that was answered counts as sent'
  if ('phrase' in received && !/^[\t\x20-\x7e\x80-\xff]*$/.test(received.phrase)) return 'the phrase can be passed on'
  if (strict.kind === 'whole') {
    if (isTooLong(bytes)) return undefined
    if (received.kind !== 'whole') return 'what HTTP allows is accepted'
    return isSame(received, strict) ? undefined : 'an answer comes through unchanged'
  }
  if (received.kind === 'whole')
    return byNode.kind === 'whole' && isSame(received, byNode)
      ? undefined
      : 'what is no whole answer never passes for one'
  if (failure?.kind === 'unreachable' || failure?.kind === 'body-failed')
    return `no answer makes an upstream ${failure.kind}`
  return undefined
}

function isTooLong(bytes: string): boolean {
  return bytes.indexOf('\r\n\r\n') > maxHeadBytes || bytes.length > 4 * maxHeadBytes
}

type Content = { status: number; fields: readonly string[]; body: string }

function isSame(received: Content, other: Content): boolean {
  return (
    received.status === other.status &&
    received.body === other.body &&
    JSON.stringify(received.fields) === JSON.stringify(other.fields)
  )
}
