import { expect, test } from 'vitest'
import { createAxiosHttp } from '#adapters/network/axiosHttp.ts'
import { Secret } from '#core/base/secret.ts'

/** As it is for a program whose OpenSSL does not know what another one has written. */
const unreadable = { material: new Secret(Buffer.from('no PKCS#12').toString('base64')) }

// What is thrown after a connection has begun ends the agent.
test.for<[baseUrl: string, proxy: string]>([
  ['https://127.0.0.1:9', 'direct'],
  ['https://127.0.0.1:9', 'system'],
  ['https://127.0.0.1:9', 'http://127.0.0.1:9'],
  ['https://localhost:9', 'direct'],
  ['https://localhost:9', 'system'],
  ['https://localhost:9', 'http://localhost:9'],
])(
  'a certificate of the till that cannot be opened is why nothing is sent to %s by the way %s',
  async ([baseUrl, proxy]) => {
    const endpoint = { baseUrl, proxy, clientCertificate: () => unreadable }
    const http = createAxiosHttp(endpoint, undefined, { connectTimeoutMs: 5_000, answerTimeoutMs: 5_000 })
    expect(await http.request({ method: 'GET', path: '/', headers: {} })).toEqual({
      ...{ kind: 'silence', cause: 'unreachable', reason: 'CLIENT_CERTIFICATE_UNREADABLE', mayBeDone: false },
    })
  },
)
