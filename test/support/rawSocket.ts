import { connect } from 'node:net'

/** What came back over a connection of its own. */
export interface Heard {
  text: string
  /** Undefined when it closed without a word. */
  status: number | undefined
  /** The agent's own fault code, if it was the agent who answered. */
  fault: string | undefined
  /** How many answers there were. */
  answers: number
  /** Whether the agent closed the connection, which we never ask it to. */
  isClosed: boolean
}

interface Options {
  /** 127.0.0.1 when left out. */
  host?: string
  /** Sent once something came back. */
  thenOnAnswer?: string
  /** Our side says that nothing more will come. */
  isHalf?: boolean
  /** How long the connection may stay open before the agent is taken not to close it. */
  patienceMs?: number
}

/** Sends bytes as they are and listens until the agent closes. */
export function send(port: number, bytes: string, options: Options = {}): Promise<Heard> {
  const { host = '127.0.0.1', thenOnAnswer, isHalf = false, patienceMs = 1_500 } = options
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect({ port, host, allowHalfOpen: true }, () => {
      socket.write(bytes, 'latin1')
      if (isHalf) socket.end()
    })
    const finish = (isClosed: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(heard(text, isClosed))
    }
    const timer = setTimeout(() => finish(false), patienceMs)
    socket.setEncoding('latin1').on('data', (part: string) => {
      if (text === '' && thenOnAnswer !== undefined) socket.write(thenOnAnswer, 'latin1')
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

function heard(text: string, isClosed: boolean): Heard {
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1]
  return {
    text,
    status: status === undefined ? undefined : Number(status),
    fault: /^till-agent-fault: (\w+)/im.exec(text)?.[1],
    answers: text.match(/HTTP\/1\.1 \d{3} /g)?.length ?? 0,
    isClosed,
  }
}

/** A request without a body, as text. The connection ends with its answer. */
export function asked(method: string, target: string, ...fields: string[]): string {
  return `${[`${method} ${target} HTTP/1.1`, ...fields, 'Connection: close'].join('\r\n')}\r\n\r\n`
}
