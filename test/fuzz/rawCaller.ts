import { connect } from 'node:net'

/** One response of the agent, as a caller reads it. */
export interface RawAnswer {
  status: number
  fault: string | undefined
  body: string
}

export interface RawExchange {
  answers: RawAnswer[]
  /** The agent closed the connection. */
  isClosed: boolean
  /** Bytes that are no whole answer, when the connection was over. */
  rest: string
}

/** How long an answer, or the end of the connection, may take on a busy machine. That each is quick is tried elsewhere. */
const timeoutMs = 15_000
/** How long a connection on which nonsense was sent may stay open before this side ends it. */
const idleMs = 300

interface Options {
  /** Answers to wait for; then the connection is left. */
  expected: readonly { method: string }[]
  firstBytes: number
  /** Whether bytes follow the expected requests that are no request: the agent closes, or answers and closes. */
  endsInNonsense: boolean
}

/** Sends bytes over a connection of their own, and reads until everything is answered or the agent closes. */
export function exchange(
  where: { port: number } | { path: string },
  bytes: string,
  options: Options,
): Promise<RawExchange> {
  const { expected, firstBytes, endsInNonsense } = options
  return new Promise((resolve) => {
    let text = ''
    let idleTimer: NodeJS.Timeout | undefined
    const methods = expected.map(({ method }) => method)
    const socket = connect({ ...where, allowHalfOpen: true }, () => {
      socket.write(bytes.slice(0, firstBytes), 'latin1')
      if (bytes.length > firstBytes) setImmediate(() => socket.write(bytes.slice(firstBytes), 'latin1'))
      if (expected.length === 0 && !endsInNonsense) finish(false)
      else if (expected.length === 0) idleTimer = setTimeout(() => socket.end(), idleMs)
    })
    const finish = (isClosed: boolean) => {
      clearTimeout(timer)
      clearTimeout(idleTimer)
      socket.destroy()
      resolve({ ...readAnswers(text, methods, isClosed), isClosed })
    }
    const timer = setTimeout(() => finish(false), timeoutMs)
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part
      if (readAnswers(text, methods, false).answers.length < expected.length) return
      if (!endsInNonsense) finish(false)
      else idleTimer ??= setTimeout(() => socket.end(), idleMs)
    })
    socket.on('end', () => finish(true))
    socket.on('error', () => finish(true))
  })
}

/** @param methods of the requests, in order: a HEAD has an answer without a body */
export function readAnswers(
  text: string,
  methods: readonly string[],
  isClosed: boolean,
): Omit<RawExchange, 'isClosed'> {
  const answers: RawAnswer[] = []
  let rest = text
  while (rest !== '') {
    const read = readAnswer(rest, methods[answers.length] ?? 'GET', isClosed)
    if (!read) break
    if (read.answer.status >= 200) answers.push(read.answer)
    rest = rest.slice(read.length)
  }
  return { answers, rest }
}

function readAnswer(
  text: string,
  method: string,
  isClosed: boolean,
): { answer: RawAnswer; length: number } | undefined {
  const headEnd = text.indexOf('\r\n\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})(?: |\r)/.exec(text)?.[1])
  if (headEnd < 0 || Number.isNaN(status)) return undefined
  const head = text.slice(0, headEnd)
  const fault = /^till-agent-fault: (\w+)/im.exec(head)?.[1]
  const hasNoBody = method === 'HEAD' || status < 200 || status === 204 || status === 304
  const length = /^content-length: (\d+)/im.exec(head)?.[1]
  const from = headEnd + 4
  if (hasNoBody) return { answer: { status, fault, body: '' }, length: from }
  if (/^transfer-encoding: chunked/im.test(head)) {
    const end = text.indexOf('0\r\n\r\n', from)
    return end < 0 ? undefined : { answer: { status, fault, body: text.slice(from, end) }, length: end + 5 }
  }
  if (length === undefined && !isClosed) return undefined
  const end = length === undefined ? text.length : from + Number(length)
  return text.length < end ? undefined : { answer: { status, fault, body: text.slice(from, end) }, length: end }
}
