import { expect, test } from 'vitest'
import { readEnvironment } from '#adapters/system/environment.ts'

test.each<[env: NodeJS.ProcessEnv, options: string[], weakening: string[], authorities: string[]]>([
  [{}, [], [], []],
  [{ NODE_TLS_REJECT_UNAUTHORIZED: '1', SSLKEYLOGFILE: '', NODE_EXTRA_CA_CERTS: '' }, ['--enable-source-maps'], [], []],
  [{ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, [], ['NODE_TLS_REJECT_UNAUTHORIZED'], []],
  [{ SSLKEYLOGFILE: '/tmp/keys' }, [], ['SSLKEYLOGFILE'], []],
  [{ NODE_OPTIONS: '--max-old-space-size=99  --tls-keylog=/tmp/keys' }, [], ['--tls-keylog'], []],
  [{ NODE_OPTIONS: '--trace-tls' }, ['--trace-tls', '--tls-min-v1.0'], ['--trace-tls', '--tls-min-v1.0'], []],
  [
    {},
    ['--tls-cipher-list=DEFAULT@SECLEVEL=0', '--insecure-http-parser'],
    ['--tls-cipher-list', '--insecure-http-parser'],
    [],
  ],
  [{ NODE_EXTRA_CA_CERTS: '/a.pem', SSL_CERT_FILE: '/b.pem' }, [], [], ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE']],
  [{ SSL_CERT_DIR: '/certs', NODE_OPTIONS: '--use-openssl-ca' }, [], [], ['SSL_CERT_DIR', '--use-openssl-ca']],
])('the environment %j and the options %j', (env, options, weakening, authorities) => {
  expect(readEnvironment(env, options)).toEqual({ weakening, authorities })
})
