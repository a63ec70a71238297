import { describe, expect, test } from 'vitest'
import { explainUntrusted, untrusted } from '#core/network/tlsFailure.ts'
import { explainUnreachable, proxyUnreadable, sourceText, unreachable } from '#core/network/unreachable.ts'

const explained = { detail: expect.stringMatching(/\.$/), remedy: expect.stringMatching(/\.$/) }

describe('why a connection is not trusted is explained', () => {
  test.each([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'PROXY_UNTRUSTED',
    'UNSPECIFIED',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  ])('by %s', (reason) => {
    expect(explainUntrusted(reason)).toEqual(explained)
    expect(untrusted(reason)).toMatchObject({ code: 'UPSTREAM_UNTRUSTED', data: { reason }, ...explained })
  })

  test('by any other code with the code itself', () => {
    expect(explainUntrusted('ODD')).toBeUndefined()
    expect(untrusted('ODD')).toMatchObject({ code: 'UPSTREAM_UNTRUSTED', data: { reason: 'ODD' } })
  })
})

describe('why there is no connection is explained', () => {
  test.each([
    'PROXY_LOGIN_REQUIRED',
    'PROXY_LOGIN_UNSUPPORTED',
    'PROXY_REFUSED',
    'CLIENT_CERTIFICATE_UNREADABLE',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  ])('by %s', (reason) => {
    expect(explainUnreachable(reason)).toEqual(explained)
    expect(unreachable(reason)).toMatchObject({ ...explained, data: { reason, retryAfterSeconds: 5 } })
  })

  test('by any other code with the code itself', () => {
    expect(explainUnreachable('ECONNREFUSED')).toBeUndefined()
    const data = { reason: 'ECONNREFUSED', retryAfterSeconds: 5 }
    expect(unreachable('ECONNREFUSED')).toMatchObject({ code: 'UPSTREAM_UNREACHABLE', data })
  })
})

test('a proxy that cannot be read is named by where it stands', () => {
  const data = { reason: 'PROXY_UNREADABLE', retryAfterSeconds: 5 }
  expect(proxyUnreadable('proxy')).toMatchObject({ code: 'UPSTREAM_UNREACHABLE', data, ...explained })
  expect(proxyUnreadable('proxy').detail).toContain('of the upstream')
  expect(proxyUnreadable('HTTPS_PROXY').detail).toContain('HTTPS_PROXY in the environment')
  expect(sourceText('https_proxy')).toBe('https_proxy in the environment of this machine')
})
