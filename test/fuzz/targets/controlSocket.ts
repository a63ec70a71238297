import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { socketPath } from '#host/paths.ts'
import { call, type FuzzCall } from '#test/fuzz/callGrammar.ts'
import { FuzzedAgent } from '#test/fuzz/fuzzedAgent.ts'
import type { FuzzTarget, Violation } from '#test/fuzz/fuzzTarget.ts'
import { mostly } from '#test/fuzz/mostly.ts'
import { exchange } from '#test/fuzz/rawCaller.ts'

interface SocketRequest extends FuzzCall {
  method: string
  /** Added to the length that is announced; `none` announces none. */
  lengthError: number | 'none'
  type: string
}

const request: fc.Arbitrary<SocketRequest> = fc.record({
  method: mostly(fc.constant('POST'), fc.constantFrom('GET', 'PUT', 'HEAD', 'OPTIONS'), 15),
  lengthError: mostly<number | 'none'>(fc.constant(0), fc.constantFrom<number | 'none'>(-1, 5, 'none', 2 ** 40), 20),
  type: mostly(
    fc.constant('application/json'),
    fc.constantFrom('text/plain', 'multipart/form-data; boundary=x', ''),
    15,
  ),
  ...{ procedure: fc.constant(''), body: fc.constant('') },
})
const input = fc
  .tuple(request, call)
  .map(([frame, { procedure, body }]): SocketRequest => ({ ...frame, procedure, body }))

/** The control socket: each call is answered, none is a bug, and the settings stay whole. */
export const controlSocket: FuzzTarget = {
  name: 'control-socket',
  weight: 2,

  async run(context) {
    const agent = await FuzzedAgent.start(context, { upstreams: [], clients: [] })
    const path = socketPath(agent.dataDir)
    await context.check(input, async (sent): Promise<Violation | undefined> => {
      const bytes = render(sent)
      const isWhole = sent.lengthError === 0 || sent.lengthError === 'none'
      const expected = isWhole ? [sent] : []
      const answered = await exchange({ path }, bytes, { expected, firstBytes: bytes.length, endsInNonsense: !isWhole })
      const [answer] = answered.answers
      context.count(answer ? `answered with ${answer.status}` : 'cut')
      const seen = JSON.stringify({ answers: answered.answers, isClosed: answered.isClosed }).slice(0, 1_000)
      if (isWhole && !answer && !answered.isClosed) return { promise: `${sent.procedure}: is answered or cut`, seen }
      if (answer && (answer.status === 500 || answer.body.includes('"INTERNAL'))) {
        const code = /"code":"(\w+)"/.exec(answer.body)?.[1] ?? '500'
        if (!diskFaults.has(code)) return { promise: `${sent.procedure}: is not answered with ${code}`, seen }
      }
      return settingsViolation(agent.dataDir)
    })
    await agent.checkAfterwards()
  },
}

/** They have the status 500 and are not bugs. */
const diskFaults = new Set(['AUDIT_UNAVAILABLE', 'SETTINGS_UNWRITABLE', 'SETTINGS_DAMAGED'])

function render({ method, procedure, body, lengthError, type }: SocketRequest): string {
  const bytes = Buffer.from(body).toString('latin1')
  const length = lengthError === 'none' ? [] : [`Content-Length: ${Math.max(0, bytes.length + lengthError)}`]
  const head = [
    `${method} /${procedure} HTTP/1.1`,
    'Host: till-agent',
    ...(type ? [`Content-Type: ${type}`] : []),
    ...length,
  ]
  return `${head.join('\r\n')}\r\n\r\n${lengthError === 'none' ? '' : bytes}`
}

function settingsViolation(dataDir: string): Violation | undefined {
  const text = readFileSync(join(dataDir, 'settings.json'), 'utf8')
  try {
    JSON.parse(text)
    return undefined
  } catch {
    return { promise: 'the settings stay whole', seen: text.slice(0, 200) }
  }
}
