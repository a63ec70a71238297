import { answers, postBody } from './answers.ts'

/** One way of asking, for every variant alike. */
export interface Load {
  name: string
  path: string
  method: 'GET' | 'POST'
  body?: string
  /** A new local connection for each request, as from a POS that keeps none; `direct` then means a new TLS connection. */
  isClosing: boolean
  connections: number
  seconds: number
  /** At least this much comes with every answer. */
  answerBytes: number
  isQuick: boolean
}

function get(size: 'small' | 'big', connections: number, isQuick: boolean, isClosing = false): Load {
  return {
    name: `${size === 'small' ? '1' : '64'} KiB, ${connections}${isClosing ? ', new connection each' : ''}`,
    path: `/v1/${size}`,
    method: 'GET',
    isClosing,
    connections,
    seconds: connections === 64 ? 2 : 1,
    answerBytes: answers[size].length,
    isQuick,
  }
}

export const oneAtATime = get('small', 1, true)
export const manyAtOnce = get('small', 64, true)

export const loads: readonly Load[] = [
  oneAtATime,
  get('small', 8, true),
  manyAtOnce,
  get('big', 1, false),
  get('big', 8, true),
  get('big', 64, false),
  {
    name: 'POST 2 KiB, 8',
    path: '/v1/post',
    method: 'POST',
    body: postBody,
    isClosing: false,
    connections: 8,
    seconds: 1,
    answerBytes: answers.posted.length,
    isQuick: false,
  },
  get('small', 8, false, true),
]
