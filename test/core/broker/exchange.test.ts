import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import type { LinkListener, RequestBody } from '#core/network/link.ts'
import { runs } from '#test/support/sample.ts'
import { type Breakable, breakable, type ExchangeOptions, openExchange } from './openExchange.ts'

type Opened = ReturnType<typeof openExchange>

const stream: RequestBody = (async function* () {})()

describe('a response is passed on', () => {
  test('and all is given back', () => {
    const { exchange, heard, sendings, releases, timers, requestLines } = openExchange()
    exchange.start({ body: undefined, lockKey: 'asha' })
    sendings[0]?.onHead(200)
    sendings[0]?.onData('{}')
    sendings[0]?.onEnd()
    expect(heard).toEqual(['head 200', '{}', 'end'])
    expect([releases(), timers.size]).toEqual([[1, 1], 0])
    expect(requestLines()).toMatchObject([{ status: 200, code: undefined, answerBytes: 2 }])
  })

  test('only once its tokens are taken out, where it may hold some', () => {
    const recipient = { clientId: 'pos', owner: 'digest', mayHaveToken: false }
    const extractTokens = (body: string) => body.replace('secret', 'handle')
    const { exchange, heard, told, sendings } = openExchange({ request: { recipient }, extractTokens })
    exchange.start({ body: undefined })
    sendings[0]?.onHead(200)
    sendings[0]?.onData('the sec')
    sendings[0]?.onData('ret')
    expect(heard).toEqual([])
    sendings[0]?.onEnd()
    expect(heard).toEqual(['head 200', 'the handle', 'end'])
    expect(told).toEqual(['signed-in'])
  })
})

describe('a response whose body may refuse the credential', () => {
  test('waits only until its first bytes tell', () => {
    const { exchange, heard, sendings } = openExchange({ isJudging: true })
    exchange.start({ body: undefined })
    sendings[0]?.onHead(200)
    sendings[0]?.onData('undecided')
    expect(heard).toEqual([])
    sendings[0]?.onData('part')
    expect(heard).toEqual(['head 200', 'undecided', 'part'])
  })

  test('is passed on whole when it ends without telling', () => {
    const { exchange, heard, sendings } = openExchange({ isJudging: true })
    exchange.start({ body: undefined })
    sendings[0]?.onHead(200)
    sendings[0]?.onData('undecided')
    sendings[0]?.onEnd()
    expect(heard).toEqual(['head 200', 'undecided', 'end'])
  })

  test('is held in memory for 1 KiB at most', () => {
    const { exchange, heard, sendings } = openExchange({ isJudging: true })
    exchange.start({ body: undefined })
    sendings[0]?.onHead(200)
    const part = 'undecided'.padEnd(600)
    sendings[0]?.onData(part)
    expect(heard).toEqual([])
    sendings[0]?.onData(part)
    expect(heard).toEqual(['head 200', part, part])
  })

  test('waits for the proof of the credential when it refuses it', async () => {
    const { exchange, clock, heard, told, sendings, verdicts } = openExchange({ isJudging: true })
    exchange.start({ body: undefined })
    sendings[0]?.onHead(200)
    sendings[0]?.onData('refused')
    expect([heard, told]).toEqual([[], ['suspect']])
    verdicts[0]?.resolve('accepted')
    await clock.advance(0)
    expect([heard, sendings[0]?.resumed]).toEqual([['head 200', 'refused'], 1])
  })

  test('costs its caller no more than the time for a response', async () => {
    const { exchange, clock, heard, sendings } = openExchange({ isJudging: true })
    exchange.start({ body: undefined })
    sendings[0]?.onHead(200)
    sendings[0]?.onData('undecided')
    await clock.advance(0)
    await clock.advance(30_000)
    expect([heard, sendings[0]?.state]).toEqual([['UPSTREAM_SILENT'], 'aborted'])
  })
})

describe('a request is sent again', () => {
  test('with a new token, once the refusal has been read to its end', () => {
    const { exchange, heard, told, sendings } = openExchange()
    exchange.start({ body: Buffer.from('sale') })
    sendings[0]?.onHead(401)
    sendings[0]?.onData('refused')
    expect([sendings.length, told]).toEqual([1, ['discard']])
    sendings[0]?.onEnd()
    expect(sendings[1]?.request.headers).toEqual(['Authorization', 'Bearer 1'])
    sendings[1]?.onHead(401)
    sendings[1]?.onEnd()
    expect(heard).toEqual(['head 401', 'end'])
  })

  test('with a new token, where the body of a 200 refuses the old one, unnoticed by the caller', () => {
    const { exchange, heard, told, sendings } = openExchange({ isJudging: true, request: { mayRepeat: false } })
    exchange.start({ body: Buffer.from('sale') })
    sendings[0]?.onHead(200)
    sendings[0]?.onData('renew')
    expect([heard, told]).toEqual([[], ['discard']])
    sendings[0]?.onEnd()
    expect(sendings[1]?.request).toMatchObject({ headers: ['Authorization', 'Bearer 1'], body: Buffer.from('sale') })
    sendings[1]?.onHead(200)
    sendings[1]?.onData('renew')
    sendings[1]?.onEnd()
    expect([heard, sendings.length]).toEqual([['head 200', 'renew', 'end'], 2])
  })

  test('once more, when it breaks off before it is known what its body says', () => {
    const { exchange, heard, sendings } = openExchange({ isJudging: true })
    exchange.start({ body: undefined })
    sendings[0]?.onHead(200)
    sendings[0]?.onData('undecided')
    sendings[0]?.onFailure('broken-off')
    sendings[1]?.onHead(200)
    sendings[1]?.onData('part')
    sendings[1]?.onEnd()
    expect(heard).toEqual(['head 200', 'part', 'end'])
  })

  test('but never a sale whose response breaks off there', () => {
    const { exchange, heard, sendings } = openExchange({ isJudging: true, request: { mayRepeat: false } })
    exchange.start({ body: Buffer.from('sale') })
    sendings[0]?.onHead(200)
    sendings[0]?.onData('undecided')
    sendings[0]?.onFailure('broken-off')
    expect([heard, sendings.length]).toEqual([['OUTCOME_UNKNOWN'], 1])
  })

  test.each(['head', 'body'])(
    'but a body that was streamed away is for the caller to repeat: refused in the %s',
    (part) => {
      const { exchange, heard, told, sendings } = openExchange({ isJudging: true })
      exchange.start({ body: stream })
      sendings[0]?.onHead(part === 'head' ? 401 : 200)
      sendings[0]?.onData('renew')
      expect([heard, told, sendings[0]?.state]).toEqual([['TOKEN_EXPIRED'], ['discard'], 'aborted'])
    },
  )

  test('after a pause while the upstream is busy, three times', async () => {
    const { exchange, clock, heard, sendings } = openExchange()
    exchange.start({ body: undefined })
    for (let n = 0; n < 4; n += 1) {
      sendings[n]?.onHead(521)
      sendings[n]?.onEnd()
      expect(sendings.length).toBe(n + 1)
      await clock.advance(300)
    }
    expect([sendings.length, heard]).toEqual([4, ['head 521', 'end']])
  })

  // The response that was thrown away broke off: the next one's body was thrown away too, and it had two heads.
  test.each(['broken-off', 'silent'] as const)('however a response ends that is thrown away: %s', async (kind) => {
    const { exchange, clock, heard, sendings } = openExchange()
    exchange.start({ body: undefined })
    sendings[0]?.onHead(521)
    sendings[0]?.onData('busy')
    sendings[0]?.onFailure(kind)
    expect(sendings.length).toBe(1)
    await clock.advance(300)
    sendings[1]?.onHead(200)
    sendings[1]?.onData('found')
    sendings[1]?.onEnd()
    expect([sendings.length, heard]).toEqual([2, ['head 200', 'found', 'end']])
  })
})

// A route that wants a customer's credential locked the till's, for everybody and until a person came.
describe('a response that seems to refuse the credential waits for the proof', () => {
  const refused = (options: ExchangeOptions = {}) => {
    const opened = openExchange(options)
    opened.exchange.start({ body: undefined, lockKey: 'asha' })
    opened.sendings[0]?.onHead(403)
    opened.sendings[0]?.onData('not ')
    return opened
  }
  const settled = async ({ verdicts, clock }: Opened, verdict: 'accepted' | 'locked') => {
    verdicts[0]?.resolve(verdict)
    await clock.advance(0)
  }

  test('and is passed on as it came when the credential is accepted', async () => {
    const opened = refused()
    opened.sendings[0]?.onData('you')
    opened.sendings[0]?.onEnd()
    expect([opened.heard, opened.queue.active]).toEqual([[], 1])
    await settled(opened, 'accepted')
    expect(opened.heard).toEqual(['head 403', 'not ', 'you', 'end'])
    expect([opened.told, opened.releases(), opened.timers.size]).toEqual([['suspect'], [1, 1], 0])
  })

  test('and goes on coming after the proof', async () => {
    const opened = refused()
    await settled(opened, 'accepted')
    opened.sendings[0]?.onData('you')
    opened.sendings[0]?.onEnd()
    expect([opened.heard, opened.sendings[0]?.resumed]).toEqual([['head 403', 'not ', 'you', 'end'], 1])
  })

  test('and a caller that does not read is not sent more', async () => {
    const opened = refused({ isReading: false })
    await settled(opened, 'accepted')
    expect(opened.sendings[0]?.resumed).toBe(0)
    opened.exchange.resume()
    expect(opened.sendings[0]?.resumed).toBe(1)
  })

  test('and is cut where its connection broke meanwhile', async () => {
    const opened = refused()
    opened.sendings[0]?.onFailure('broken-off')
    await settled(opened, 'accepted')
    expect(opened.heard).toEqual(['head 403', 'not ', 'UPSTREAM_SILENT'])
  })

  test('and gives way to a fault when the credential is locked', async () => {
    const opened = refused()
    await settled(opened, 'locked')
    expect([opened.heard, opened.sendings[0]?.state]).toEqual([['UPSTREAM_LOCKED'], 'aborted'])
    expect([opened.releases(), opened.timers.size]).toEqual([[1, 1], 0])
  })

  test('but not longer than the request may take', async () => {
    const opened = refused()
    await opened.clock.advance(30_000)
    expect(opened.heard).toEqual(['UPSTREAM_NOT_READY'])
    await settled(opened, 'accepted')
    expect(opened.heard).toEqual(['UPSTREAM_NOT_READY'])
  })
})

describe('while the credential is in doubt, nothing is sent', () => {
  test('until it is accepted', async () => {
    const { exchange, clock, doubt, sendings } = openExchange()
    const settle = doubt()
    exchange.start({ body: undefined })
    await clock.advance(100)
    expect(sendings).toEqual([])
    settle('accepted')
    await clock.advance(0)
    expect(sendings).toHaveLength(1)
  })

  test('and nothing at all when it is locked', async () => {
    const { exchange, clock, doubt, heard, sendings } = openExchange()
    const settle = doubt()
    exchange.start({ body: undefined })
    settle('locked')
    await clock.advance(0)
    expect([heard, sendings]).toEqual([['UPSTREAM_LOCKED'], []])
  })

  test('nor by a request that got its token or waited for a slot meanwhile', async () => {
    const { exchange, clock, doubt, heard, tokens, sendings } = openExchange({ hasToken: false })
    exchange.start({ body: undefined })
    const settle = doubt()
    tokens[0]?.resolve(['Authorization', 'Bearer t'])
    await clock.advance(0)
    expect(sendings).toEqual([])
    settle('locked')
    await clock.advance(0)
    expect([heard, sendings]).toEqual([['UPSTREAM_LOCKED'], []])

    const waiting = openExchange()
    const slot = waiting.queue.acquire('other', () => {})
    waiting.exchange.start({ body: undefined })
    waiting.doubt()('locked')
    slot.release()
    expect([waiting.heard, waiting.sendings]).toEqual([['UPSTREAM_LOCKED'], []])
  })

  test('nor a second time', async () => {
    const { exchange, clock, doubt, heard, sendings } = openExchange()
    exchange.start({ body: undefined })
    const settle = doubt()
    sendings[0]?.onFailure('broken-off')
    await clock.advance(0)
    expect(sendings).toHaveLength(1)
    settle('accepted')
    await clock.advance(0)
    expect([heard, sendings.length]).toEqual([[], 2])
  })

  test('and who waits too long is told that no credential is ready', async () => {
    const { exchange, clock, doubt, heard } = openExchange()
    doubt()
    exchange.start({ body: undefined })
    await clock.advance(30_000)
    expect(heard).toEqual(['UPSTREAM_NOT_READY'])
  })
})

describe('a caller who leaves', () => {
  const renew = (listener: LinkListener) => {
    listener.onHead(401, '', [])
    listener.onEnd()
  }

  test('cuts the connection, and the next one where the request was sent again', () => {
    const { exchange, heard, sendings } = openExchange()
    exchange.start({ body: undefined })
    sendings[0]?.onHead(401)
    sendings[0]?.onEnd()
    exchange.abort()
    expect([heard, sendings.map(({ state }) => state)]).toEqual([[], ['ended', 'aborted']])
  })

  test('also where the link had refused the first at once', () => {
    const { exchange, sendings } = openExchange({ atOnce: renew })
    exchange.start({ body: undefined })
    exchange.abort()
    expect(sendings.map(({ state }) => state)).toEqual(['ended', 'aborted'])
  })
})

describe('a request that is not sent', () => {
  test('in time is told that the upstream is busy', async () => {
    const { exchange, clock, heard, queue, sendings } = openExchange()
    queue.acquire('other', () => {})
    exchange.start({ body: undefined })
    await clock.advance(29_999)
    expect(heard).toEqual([])
    await clock.advance(1)
    expect([heard, queue.waiting, sendings.length]).toEqual([['UPSTREAM_BUSY'], 0, 0])
  })

  test('in time is one thing, a response that takes long another', async () => {
    const { exchange, clock, heard, tokens, sendings } = openExchange({ hasToken: false })
    exchange.start({ body: undefined })
    await clock.advance(20_000)
    tokens[0]?.resolve(['Authorization', 'Bearer t'])
    await clock.advance(0)
    // From here on the link looks at the time.
    expect(sendings[0]?.request).toMatchObject({ answerTimeoutMs: 30_000, isTimeoutFixed: false })
    await clock.advance(60_000)
    expect(heard).toEqual([])
    sendings[0]?.onHead(200)
    sendings[0]?.onEnd()
    expect(heard).toEqual(['head 200', 'end'])
  })

  test('in time for want of a token is told that none is ready', async () => {
    const { exchange, clock, heard } = openExchange({ hasToken: false })
    exchange.start({ body: undefined })
    await clock.advance(30_000)
    expect(heard).toEqual(['UPSTREAM_NOT_READY'])
  })

  test('since its body does not come is told so', async () => {
    const { exchange, clock, heard, sendings } = openExchange()
    exchange.prepare()
    await clock.advance(30_000)
    exchange.start({ body: Buffer.from('late') })
    expect([heard, sendings.length]).toEqual([['REQUEST_TIMEOUT'], 0])
  })

  test('since its credential is refused locks the upstream', async () => {
    const { exchange, heard, told, tokens, queue } = openExchange({ hasToken: false })
    exchange.start({ body: undefined })
    tokens[0]?.reject(new Fault('CREDENTIAL_REFUSED'))
    await expect.poll(() => heard).toEqual(['UPSTREAM_LOCKED'])
    expect([told, queue.active]).toEqual([['lock'], 0])
  })

  test('since its caller left while the body was examined stays unsent', () => {
    const { exchange, heard, sendings, releases, requestLines } = openExchange()
    exchange.abort()
    exchange.start({ body: undefined, lockKey: 'asha' })
    expect([heard, sendings, releases()]).toEqual([[], [], []])
    expect(requestLines()).toMatchObject([{ code: 'CALLER_GONE' }])
  })
})

// A 521 whose body dripped was read to its end before the repeat, and the caller's own time did not count either.
describe('one time limit counts for all sendings together, whatever comes in between', () => {
  test('a repeat has what the sending before it left', async () => {
    const { exchange, clock, sendings } = openExchange()
    exchange.start({ body: undefined })
    await clock.advance(10_000)
    sendings[0]?.onHead(521)
    sendings[0]?.onEnd()
    await clock.advance(300)
    expect(sendings[1]?.request.answerTimeoutMs).toBe(19_700)
    await clock.advance(700)
    sendings[1]?.onHead(401)
    sendings[1]?.onEnd()
    expect(sendings[2]?.request.answerTimeoutMs).toBe(19_000)
    await clock.advance(1_000)
    sendings[2]?.onFailure('broken-off')
    expect(sendings[3]?.request.answerTimeoutMs).toBe(18_000)
  })

  test('with little of the caller’s own left, a request that has waited is not sent', async () => {
    const { exchange, clock, heard, queue, sendings } = openExchange({ request: { isTimeoutFixed: true } })
    const other = queue.acquire('other', () => {})
    exchange.start({ body: Buffer.from('sale') })
    await clock.advance(25_000)
    other.release()
    expect([heard, sendings, queue.active]).toEqual([['UPSTREAM_BUSY'], [], 0])
  })

  test('the caller’s own counts from when it asked', async () => {
    const { exchange, clock, queue, sendings } = openExchange({ request: { isTimeoutFixed: true } })
    const other = queue.acquire('other', () => {})
    exchange.prepare()
    await clock.advance(5_000)
    exchange.start({ body: undefined })
    await clock.advance(15_000)
    other.release()
    expect(sendings[0]?.request).toMatchObject({ answerTimeoutMs: 10_000, isTimeoutFixed: true })
  })

  test.each([
    ['drips', async ({ clock }: Opened) => clock.advance(1_000)],
    ['is longer than it is worth', async ({ sendings }: Opened) => sendings[0]?.onData('x'.repeat(70_000))],
  ])('a response that is thrown away and %s is cut off, and the request sent again', async (_, happens) => {
    const opened = openExchange()
    const { exchange, clock, heard, sendings } = opened
    exchange.start({ body: undefined })
    sendings[0]?.onHead(521)
    sendings[0]?.onData('b')
    await happens(opened)
    expect(sendings[0]?.state).toBe('aborted')
    await clock.advance(300)
    sendings[1]?.onHead(200)
    sendings[1]?.onEnd()
    expect(heard).toEqual(['head 200', 'end'])
  })

  test('an upstream that is still busy when the time is nearly up is passed on as it is', async () => {
    const { exchange, clock, heard, sendings } = openExchange()
    exchange.start({ body: Buffer.from('sale') })
    await clock.advance(29_800)
    sendings[0]?.onHead(521)
    sendings[0]?.onEnd()
    expect(heard).toEqual(['head 521', 'end'])
  })

  test('when it is up while a refused response is drained, nothing is in doubt', async () => {
    const { exchange, clock, heard, sendings } = openExchange({ hasToken: true })
    exchange.start({ body: Buffer.from('sale') })
    await clock.advance(29_500)
    sendings[0]?.onHead(401)
    await clock.advance(500)
    expect([heard, sendings[0]?.state]).toEqual([['TOKEN_EXPIRED'], 'aborted'])
    const busy = openExchange()
    busy.exchange.start({ body: Buffer.from('sale') })
    await busy.clock.advance(29_500)
    busy.sendings[0]?.onHead(521)
    await busy.clock.advance(500)
    expect(busy.heard).toEqual(['UPSTREAM_BUSY'])
  })

  test('a new token that does not come', async () => {
    const { exchange, clock, heard, tokens, sendings } = openExchange({ hasToken: false })
    exchange.start({ body: Buffer.from('sale') })
    tokens[0]?.resolve(['Authorization', 'Bearer t'])
    await clock.advance(0)
    sendings[0]?.onHead(401)
    sendings[0]?.onEnd()
    await clock.advance(30_000)
    expect(heard).toEqual(['TOKEN_EXPIRED'])
  })

  test.each([
    [true, 'UPSTREAM_SILENT'],
    [false, 'OUTCOME_UNKNOWN'],
  ])('a withheld response that does not end, of a request that may be repeated: %s', async (mayRepeat, code) => {
    const recipient = { clientId: 'pos', owner: 'digest', mayHaveToken: false }
    const { exchange, clock, heard, sendings } = openExchange({ request: { recipient, mayRepeat } })
    exchange.start({ body: undefined })
    sendings[0]?.onHead(200)
    for (let n = 0; n < 30; n += 1) {
      sendings[0]?.onData('drip')
      await clock.advance(1_000)
    }
    expect([heard, sendings[0]?.state]).toEqual([[code], 'aborted'])
  })
})

// A caller that did not read its answer held up the same customer for everybody, and a connection as long as it liked.
describe('a caller who does not read', () => {
  test('gives the lock of its customer back with the head of its response', () => {
    const { exchange, lock, sendings } = openExchange({ isReading: false })
    exchange.start({ body: undefined, lockKey: 'asha' })
    let isNext = false
    lock.acquire('asha', () => {
      isNext = true
    })
    expect(isNext).toBe(false)
    sendings[0]?.onHead(200)
    expect(isNext).toBe(true)
  })

  test('keeps it while the upstream is busy with the same customer', async () => {
    const { exchange, clock, lock, sendings } = openExchange()
    exchange.start({ body: undefined, lockKey: 'asha' })
    let isNext = false
    lock.acquire('asha', () => {
      isNext = true
    })
    sendings[0]?.onHead(521)
    sendings[0]?.onEnd()
    await clock.advance(300)
    expect([isNext, sendings.length]).toEqual([false, 2])
  })

  test.each(['waits already', 'comes later'])('is cut off after a second, for a request that %s', async (when) => {
    const { exchange, clock, heard, queue, requestLines, sendings } = openExchange({ isReading: false })
    exchange.start({ body: undefined })
    sendings[0]?.onHead(200)
    sendings[0]?.onData('part')
    let hasSlot = false
    const take = () =>
      queue.acquire('other', () => {
        hasSlot = true
      })
    if (when === 'waits already') take()
    await clock.advance(999)
    expect(hasSlot).toBe(false)
    await clock.advance(1)
    if (when === 'comes later') take()
    expect([hasSlot, heard, sendings[0]?.state]).toEqual([true, ['head 200', 'part', 'cut'], 'aborted'])
    expect(requestLines()).toMatchObject([{ code: 'CALLER_STALLED' }])
  })

  test('keeps its connection as long as nobody waits for it, and once it reads again', async () => {
    const { exchange, clock, heard, queue, sendings } = openExchange({ isReading: false })
    exchange.start({ body: undefined })
    sendings[0]?.onHead(200)
    sendings[0]?.onData('part')
    await clock.advance(60_000)
    exchange.resume()
    queue.acquire('other', () => {})
    await clock.advance(900)
    sendings[0]?.onEnd()
    expect(heard).toEqual(['head 200', 'part', 'end'])
  })
})

const events = [
  'start',
  'slot free',
  'lock free',
  'token arrives',
  'token refused',
  'doubt',
  'accepted',
  'locked',
  'head 200',
  'head 302',
  'head 401',
  'head 403',
  'head 521',
  'data',
  'data: undecided',
  'data: renew',
  'data: busy',
  'data: refused',
  'end',
  'broken-off',
  'silent',
  'unreachable',
  'body-failed',
  'caller leaves',
  'caller reads',
  'examination fails',
  '300 ms',
  '30 s',
] as const

const reactions: Record<string, ((listener: LinkListener) => void) | undefined> = {
  nothing: undefined,
  fails: (listener) => listener.onFailure({ kind: 'unreachable', sent: false, reason: 'ECONNREFUSED' }),
  breaks: (listener) => listener.onFailure({ kind: 'broken-off', sent: true, reason: 'ECONNRESET' }),
  refuses: (listener) => listener.onHead(403, '', []),
  'refuses and ends': (listener) => {
    listener.onHead(403, '', [])
    listener.onEnd()
  },
  answers: (listener) => {
    listener.onHead(200, '', [])
    listener.onEnd()
  },
  renews: (listener) => {
    listener.onHead(401, '', [])
    listener.onEnd()
  },
}

/** A response, whole or cut off by a fault, by the agent or by the caller's leaving; or only a fault; or nothing. */
const isEnd = (call: string | undefined) => /^(?:end|cut|[A-Z_]+|a bug)$/.test(call ?? '')
const grammar =
  /^(?:head \d+,(?:(?:part|undecided|renew|busy|refused),)*(?:end,|[A-Z_]+,|a bug,|cut,)?|[A-Z_]+,|a bug,|)$/

// Something threw while the caller was answered: it waited for ever, and the connection was never given back.
describe('whatever has a bug, the caller is told and all is given back', () => {
  test.each(breakable)('%s', async (broken) => {
    const recipient = { clientId: 'pos', owner: 'digest', mayHaveToken: false }
    const isTokenPart = broken === 'tokens' || broken === 'signed-in'
    const opened = openExchange({ broken, hasToken: broken !== 'lock', ...(isTokenPart && { request: { recipient } }) })
    const { exchange, heard, sendings, tokens, queue, timers } = opened
    exchange.start({ body: undefined, lockKey: 'asha' })
    const status = { discard: 401, suspect: 403 }[broken as string] ?? 200
    tokens[0]?.reject(new Fault('CREDENTIAL_REFUSED'))
    if (broken === 'lock') await expect.poll(() => heard.length).toBeGreaterThan(0)
    sendings[0]?.onHead(status)
    sendings[0]?.onData('part')
    sendings[0]?.onEnd()
    const parts = heard.map((call) => `${call},`).join('')
    expect([parts, grammar.test(parts)]).toEqual([parts, true])
    expect(isEnd(heard.at(-1))).toBe(true)
    expect([queue.active, queue.waiting, timers.size]).toEqual([0, 0, 0])
    expect(opened.releases().filter((times) => times !== 1)).toEqual([])
    let isLockFree = false
    opened.lock.acquire('asha', () => {
      isLockFree = true
    })
    expect(isLockFree).toBe(true)
  })
})

// Each resource is taken at another time, some before the function that takes it has returned: a path on which one is
// forgotten takes a slot away from all clients for good, and one on which it is released twice admits too many.
test('whatever happens in whatever order, slot, lock, connection and timer are given back once, and the caller hears one end', async () => {
  const option = fc.record({
    happens: fc.array(fc.constantFrom(...events), { maxLength: 14 }),
    body: fc.constantFrom(undefined, Buffer.from('sale'), stream),
    lockKey: fc.constantFrom(undefined, 'asha'),
    isSlotTaken: fc.boolean(),
    isLockTaken: fc.boolean(),
    isQueueFull: fc.boolean(),
    hasToken: fc.boolean(),
    mayRepeat: fc.boolean(),
    isWithheld: fc.boolean(),
    tokens: fc.constantFrom('kept', 'hidden'),
    atOnce: fc.constantFrom(...Object.keys(reactions)),
    leavesAt: fc.constantFrom(undefined, 'head' as const, 'data' as const),
    isReading: fc.boolean(),
    isJudging: fc.boolean(),
    broken: fc.option(fc.constantFrom<Breakable>(...breakable), { nil: undefined }),
  })
  await fc.assert(
    fc.asyncProperty(option, async ({ happens, body, lockKey, hasToken, mayRepeat, ...given }) => {
      const recipient = given.isWithheld ? { clientId: 'pos', owner: 'digest', mayHaveToken: false } : undefined
      const { isReading, isJudging, broken } = given
      const options: ExchangeOptions = { hasToken, isReading, isJudging, request: { mayRepeat, recipient } }
      if (broken) options.broken = broken
      if (given.leavesAt) options.leavesAt = given.leavesAt
      const reaction = reactions[given.atOnce]
      if (reaction) options.atOnce = reaction
      if (given.tokens === 'hidden')
        options.extractTokens = () => {
          throw new Fault('UPSTREAM_ANSWER_INVALID', undefined, { reason: 'hidden' })
        }
      const opened = openExchange(options)
      const { exchange, clock, heard, sendings, tokens, queue, lock, timers } = opened
      const slot = given.isSlotTaken ? queue.acquire('other', () => {}) : undefined
      const waiting = given.isSlotTaken && given.isQueueFull ? queue.acquire('other', () => {}) : undefined
      const turn = given.isLockTaken ? lock.acquire('asha', () => {}) : undefined
      let isStarted = false
      let settle: ReturnType<Opened['doubt']> | undefined
      const decide = (verdict: 'accepted' | 'locked') => {
        settle?.(verdict)
        settle = undefined
        opened.verdicts.at(-1)?.resolve(verdict)
      }

      const act = async (event: (typeof events)[number]) => {
        const sending = sendings.at(-1)
        if (event === 'start') {
          if (!isStarted) exchange.start({ body, lockKey })
          isStarted = true
        } else if (event === 'slot free') slot?.release()
        else if (event === 'lock free') turn?.release()
        else if (event === 'token arrives') tokens.at(-1)?.resolve(['Authorization', 'Bearer t'])
        else if (event === 'token refused') tokens.at(-1)?.reject(new Fault('CREDENTIAL_REFUSED'))
        else if (event === 'doubt') settle ??= opened.doubt()
        else if (event === 'accepted' || event === 'locked') decide(event)
        else if (event === 'head 302') sending?.onHead(302, ['Location', 'https://elsewhere.example/'])
        else if (event.startsWith('head')) sending?.onHead(Number(event.slice(5)))
        else if (event === 'data') sending?.onData('part')
        else if (event.startsWith('data: ')) sending?.onData(event.slice(6))
        else if (event === 'end') sending?.onEnd()
        else if (event === 'caller leaves') exchange.abort()
        else if (event === 'caller reads') exchange.resume()
        else if (event === 'examination fails') exchange.fail(new Fault('BODY_REFUSED'))
        else if (event === '300 ms') await clock.advance(300)
        else if (event === '30 s') await clock.advance(30_000)
        else sending?.onFailure(event as 'silent')
        // Lets a token that arrived be used.
        await clock.advance(0)
      }

      const checkWhenOver = () => {
        const [line, ...more] = opened.requestLines()
        // The log that should have told of the end may be what is broken.
        const isOver = line !== undefined || (broken === 'log' && isEnd(heard.at(-1)))
        if (!isOver) return
        expect(more).toEqual([])
        expect(opened.releases().filter((times) => times !== 1)).toEqual([])
        expect([timers.size, sendings.filter(({ isOpen }) => isOpen)]).toEqual([0, []])
        expect(heard.map((call) => `${call},`).join('')).toMatch(grammar)
        if (line) expect(isEnd(heard.at(-1))).toBe(line.code !== 'CALLER_GONE')
      }

      for (const event of happens) {
        await act(event)
        checkWhenOver()
      }
      waiting?.release()
      // The longest way to an end: sent again once for each reason, and once more after each of three pauses.
      for (let n = 0; n < 8; n += 1)
        for (const event of [
          'start',
          'slot free',
          'lock free',
          'token arrives',
          'accepted',
          'silent',
          '300 ms',
        ] as const)
          await act(event)
      if (broken !== 'log') expect(opened.requestLines()).toHaveLength(1)
      checkWhenOver()
      expect([queue.active, queue.waiting]).toEqual([0, 0])
      let isLockFree = false
      lock.acquire('asha', () => {
        isLockFree = true
      })
      expect(isLockFree).toBe(true)
    }),
    { numRuns: runs(3_000, 1 / 16) },
  )
})
