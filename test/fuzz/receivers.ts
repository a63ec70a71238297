import { request } from 'node:http'
import type { Link, LinkFailure } from '#core/network/link.ts'

/** What a reader of HTTP made of an answer. */
export type Received =
  | { kind: 'whole' | 'partial'; status: number; phrase: string; fields: string[]; body: string }
  | { kind: 'nothing' }

/** What the link made of it, and how it told its listener. */
export interface LinkReceived {
  received: Received
  failure: LinkFailure | undefined
  /** Why the calls of the listener came in an order that is not promised. */
  disorder: string | undefined
}

/** A call of the link's listener may be missing for ever, which is the worst of all. */
const maxMs = 5_000

export function receiveByLink(
  link: Link,
  method: string,
  path: string,
  answerTimeoutMs: number,
): Promise<LinkReceived> {
  return new Promise((resolve) => {
    let head: { status: number; phrase: string; fields: string[] } | undefined
    let body = ''
    let disorder: string | undefined
    let isOver = false
    const finish = (kind: 'whole' | 'partial', failure?: LinkFailure) => {
      // An end after `maxMs` is late, and no second one.
      if (isOver && disorder !== 'no end') disorder = 'more than one end'
      isOver = true
      clearTimeout(timer)
      const received: Received = head ? { kind, ...head, body } : { kind: 'nothing' }
      // What comes too late must still be seen.
      setImmediate(() => resolve({ received, failure, disorder }))
    }
    const timer = setTimeout(() => {
      disorder = 'no end'
      finish('partial')
    }, maxMs)
    const headers = ['Content-Type', 'text/plain']
    const sent = { method, path, headers, body: method === 'POST' ? Buffer.from('sale') : undefined, answerTimeoutMs }
    link.send(sent, {
      onHead: (status, phrase, fields) => {
        if (head || isOver) disorder = 'a head too late'
        head = { status, phrase, fields: [...fields] }
      },
      onData: (chunk) => {
        if (!head || isOver) disorder = 'data at the wrong time'
        body += chunk.toString('latin1')
        return true
      },
      onEnd: () => {
        if (!head) disorder = 'an end before the head'
        finish('whole')
      },
      onFailure: (failure) => finish('partial', failure),
    })
  })
}

/** How Node's own client, which is built on llhttp, reads the answer. */
export function receiveByNode(port: number, method: string, path: string, timeoutMs: number): Promise<Received> {
  return new Promise((resolve) => {
    let head: { status: number; phrase: string; fields: string[] } | undefined
    const chunks: Buffer[] = []
    const finish = (kind: 'whole' | 'partial') => {
      clearTimeout(timer)
      outgoing.destroy()
      resolve(head ? { kind, ...head, body: Buffer.concat(chunks).toString('latin1') } : { kind: 'nothing' })
    }
    const timer = setTimeout(() => finish('partial'), timeoutMs)
    const options = { host: '127.0.0.1', port, method, path, agent: false, maxHeaderSize: 1024 * 1024 } as const
    const outgoing = request(options, (response) => {
      const { statusCode = 0, statusMessage = '', rawHeaders } = response
      head = { status: statusCode, phrase: statusMessage, fields: rawHeaders }
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', () => finish('partial'))
      response.on('end', () => finish(response.complete ? 'whole' : 'partial'))
    })
    outgoing.on('error', () => finish('partial'))
    outgoing.on('upgrade', () => finish('partial'))
    outgoing.end(method === 'POST' ? 'sale' : undefined)
  })
}
