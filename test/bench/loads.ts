import { postBody, responses } from './responses.ts'

/** A load that every variant gets. */
export interface Load {
  name: string
  path: string
  method: 'GET' | 'POST'
  body?: string
  /**
   * Opens a new connection for each request, as a POS without keep-alive does; for `direct` it is a new TLS
   * connection.
   */
  isClosing: boolean
  connections: number
  seconds: number
  /** Minimum size of each response. */
  responseBytes: number
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
    responseBytes: responses[size].length,
    isQuick,
  }
}

export const oneAtATime = get('small', 1, true)
export const manyAtOnce = get('small', 64, true)

export const fewAtOnce = get('small', 8, true)
export const fewBig = get('big', 8, true)
export const posts: Load = {
  name: 'POST 2 KiB, 8',
  path: '/v1/post',
  method: 'POST',
  body: postBody,
  isClosing: false,
  connections: 8,
  seconds: 1,
  responseBytes: responses.posted.length,
  isQuick: false,
}

export const loads: readonly Load[] = [
  oneAtATime,
  fewAtOnce,
  manyAtOnce,
  get('big', 1, false),
  fewBig,
  get('big', 64, false),
  posts,
  get('small', 8, false, true),
]
