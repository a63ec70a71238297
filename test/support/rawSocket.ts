import { connect } from 'node:net'

/** Everything that came back over a connection of its own. */
export interface RawResponse {
  text: string
  /** Undefined when the agent closed the connection without a word. */
  status: number | undefined
  /** The agent's own fault code; undefined in an upstream's response. */
  fault: string | undefined
  /** How many responses came. */
  responses: number
  /** Whether the agent closed the connection, which this side never does first. */
  isClosed: boolean
}

interface Options {
  /** 127.0.0.1 when left out. */
  host?: string
  /** Sent once something came back. */
  thenOnResponse?: string
  /** Ends this side of the connection after the bytes. */
  halfCloses?: boolean
  /** How long the connection may stay open before the agent is taken not to close it. */
  timeoutMs?: number
}

/** Sends bytes as they are and listens until the agent closes the connection. */
export function send(port: number, bytes: string, options: Options = {}): Promise<RawResponse> {
  const { host = '127.0.0.1', thenOnResponse, halfCloses = false, timeoutMs = 30_000 } = options
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect({ port, host, allowHalfOpen: true }, () => {
      socket.write(bytes, 'latin1')
      if (halfCloses) socket.end()
    })
    const finish = (isClosed: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(responseIn(text, isClosed))
    }
    const timer = setTimeout(() => finish(false), timeoutMs)
    socket.setEncoding('latin1').on('data', (part: string) => {
      if (text === '' && thenOnResponse !== undefined) socket.write(thenOnResponse, 'latin1')
      text += part
    })
    socket.on('end', () => finish(true))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return finish(true)
      clearTimeout(timer)
      reject(error)
    })
  })
}

function responseIn(text: string, isClosed: boolean): RawResponse {
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1]
  return {
    text,
    status: status === undefined ? undefined : Number(status),
    fault: /^till-agent-fault: (\w+)/im.exec(text)?.[1],
    responses: text.match(/HTTP\/1\.1 \d{3} /g)?.length ?? 0,
    isClosed,
  }
}

/** A request without a body, as text; it asks the agent to close the connection afterwards. */
export function requestText(method: string, target: string, ...fields: string[]): string {
  return `${[`${method} ${target} HTTP/1.1`, ...fields, 'Connection: close'].join('\r\n')}\r\n\r\n`
}
