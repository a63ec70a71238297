import { describe, expect, test } from 'vitest'
import { isProof, provePublisher } from '#adapters/updates/publisherProof.ts'
import { has } from '#test/support/skips.ts'

/** Certificates made for this test, DER in base64, by their subject. */
const certificates = {
  'O=Till Agent, CN=Till Agent':
    'MIIBrDCCAVGgAwIBAgIUC8aPvP/xE8vRO+1hvpXNHaaBR40wCgYIKoZIzj0EAwIwKjETMBEGA1UECgwKVGlsbCBBZ2VudDETMBEGA1UEAwwKVGlsbCBBZ2VudDAgFw0yNjExMjkxNTM1NDVaGA8yMTI2MTEwNTE1MzU0NVowKjETMBEGA1UECgwKVGlsbCBBZ2VudDETMBEGA1UEAwwKVGlsbCBBZ2VudDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABO2iChd4HtHmjYjdcoJ124RYr+ZZEfDT1fChVl/uyfrks8HjxC5VjRtP2Gcqttjyif8lGNtG6UypYZvhof1l4lSjUzBRMB0GA1UdDgQWBBSLyhPP0kp/vGqQ/xCKrLSWEEHlLDAfBgNVHSMEGDAWgBSLyhPP0kp/vGqQ/xCKrLSWEEHlLDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQCOgkH+mGOeHuVQ+ChWDhxWM3FK7CxNUBV2UGb1vGa2YwIhAOBInWypXTeOJpn4UYYpyqjcNOZqDQrOpoW/3qd8gqFo',
  'CN=Somebody Else':
    'MIIBiDCCAS2gAwIBAgIUf5AyO51jIS1mNYt3VsF2wvtNQ9cwCgYIKoZIzj0EAwIwGDEWMBQGA1UEAwwNU29tZWJvZHkgRWxzZTAgFw0yNjExMjkxNTM1NDVaGA8yMTI2MTEwNTE1MzU0NVowGDEWMBQGA1UEAwwNU29tZWJvZHkgRWxzZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIU+fAjv7WXIp9MuhNUDU9vijk8RI129LlK7rP8r9wEPQ9MO46Vjs0aH3xb9kYcbkKoNudCii9o+IU2V+F7L1DmjUzBRMB0GA1UdDgQWBBRDoYxWNumAQIP1hdvsA1/1X5IcKTAfBgNVHSMEGDAWgBRDoYxWNumAQIP1hdvsA1/1X5IcKTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQCJDEAAa02A6q6SHPPRQUziMfW2+A/x4V1Pa2ec5ipQCQIhAK86u/JWgASYpLNpjdmKB6OqmgqJgW+G6BrbuFlil0HQ',
  'O="Evil, CN=Till Agent", CN=Evil':
    'MIIBsDCCAVegAwIBAgIUArZnmqjI3QPDN+6FSMftiFXp78MwCgYIKoZIzj0EAwIwLTEcMBoGA1UECgwTRXZpbCwgQ049VGlsbCBBZ2VudDENMAsGA1UEAwwERXZpbDAgFw0yNjExMjkxNTM1NDVaGA8yMTI2MTEwNTE1MzU0NVowLTEcMBoGA1UECgwTRXZpbCwgQ049VGlsbCBBZ2VudDENMAsGA1UEAwwERXZpbDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFwcrbX2Yb6HIq8H1BIuO5BAvjpXhBiaPKKFYurxpT6+YTD3rkna5o7soXUoDmZaZ7WuH6WX+rUhGtlMmV1yTYajUzBRMB0GA1UdDgQWBBRjm+QKixyi62LxooSOSK4HBGg+9TAfBgNVHSMEGDAWgBRjm+QKixyi62LxooSOSK4HBGg+9TAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIALthBGJtoSuByDWdpB0kEG5eU2yO95oIU7R/9vYXKVUAiBFzw3woQF9PiL7bk/eQG8WxCOZ2cRKGDlBhh6VsvCUnQ==',
  'CN=Evil, CN=Till Agent':
    'MIIBnzCCAUWgAwIBAgIUHXbXBUQddWZetchS3WjLet7pbxswCgYIKoZIzj0EAwIwJDENMAsGA1UEAwwERXZpbDETMBEGA1UEAwwKVGlsbCBBZ2VudDAgFw0yNjExMjkxNTM1NDVaGA8yMTI2MTEwNTE1MzU0NVowJDENMAsGA1UEAwwERXZpbDETMBEGA1UEAwwKVGlsbCBBZ2VudDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEJWlH4UHkdXTjpS0Lxb4+ye3V3cCQvmGOJPV9LWZygNkydrVW/7CvsarimZK3qtEQWA2N5omI8sZiiVuaYtueejUzBRMB0GA1UdDgQWBBQscoQl5CU8J+JUd7jPk95MNF2edTAfBgNVHSMEGDAWgBQscoQl5CU8J+JUd7jPk95MNF2edTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIEtHvJT8gefO2Pzf1AuRoA/pAf5NvB6yOJ5mp1iHz2JMAiEAnJxXIOYIViHMMrdLoHxONvIS8BWm6JcmX/uKO7sxL00=',
  'CN=Käse & Söhne':
    'MIIBiTCCAS+gAwIBAgIUUVzfqMd9wYWMsPzYhPuWDz1vYTQwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOS8Okc2UgJiBTw7ZobmUwIBcNMjYxMTI5MTUzNTQ1WhgPMjEyNjExMDUxNTM1NDVaMBkxFzAVBgNVBAMMDkvDpHNlICYgU8O2aG5lMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE6/Wvw4G+la8z1xYJpXiiFqjj+OyEWBsxesufIfLl5Vg58mwcM72YZcOoEyIAkDUkufOXiiflc8nRY7serSVljqNTMFEwHQYDVR0OBBYEFFag6wJaoOOFvu9MgUsl86D8c2ObMB8GA1UdIwQYMBaAFFag6wJaoOOFvu9MgUsl86D8c2ObMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAKmN2dJcJ6pVF2YcRxTZuI9lOtl5fn+yhbgUh3QXDZWuAiAZb2K5hi6cAt5oZgjAYZiTtaNAqEY2QMV8OtC9XDScCQ==',
}
const ours = 'O=Till Agent, CN=Till Agent'
const expected = { publishers: ['Till Agent'] }

/** What PowerShell prints. */
function outputFor(subject: keyof typeof certificates, { status = 'Valid', version = '1.0.0' } = {}): string {
  const bytes = [...Buffer.from(certificates[subject], 'base64')].join(',')
  return `status ${status}\r\ncertificate ${bytes}\r\nversion ${version}\r\n`
}

describe('the publisher of a program', () => {
  test.each([
    ['is proven by its certificate', outputFor(ours), true],
    ['is another one', outputFor('CN=Somebody Else'), false],
    ['is not taken from another part of the subject', outputFor('O="Evil, CN=Till Agent", CN=Evil'), false],
    ['is not one of several names', outputFor('CN=Evil, CN=Till Agent'), false],
    ['is unknown where nothing is signed', 'status NotSigned\r\ncertificate \r\nversion 1.0.0\r\n', false],
    ['is unknown where the signature is broken', outputFor(ours, { status: 'HashMismatch' }), false],
    ['is unknown where the signature is not trusted', outputFor(ours, { status: 'UnknownError' }), false],
    // Each of these was a yes once: PowerShell that is blocked, that is too slow, that fails half-way.
    ['is unknown without an answer', '', false],
    ['is unknown after half an answer', 'status Valid\r\n', false],
    ['is unknown after an answer of another kind', 'The term is not recognized.\r\n', false],
    ['is unknown after two answers', outputFor('CN=Somebody Else') + outputFor(ours), false],
    ['is unknown from bytes that are no certificate', 'status Valid\ncertificate 48,3,2,1,5\nversion 1\n', false],
  ])('%s', (_, output, isProven) => {
    expect(isProof(output, expected)).toBe(isProven)
  })

  test('may be one of several, and have any letters', () => {
    const several = { publishers: ['Till Agent', 'Käse & Söhne'] }
    expect(isProof(outputFor('CN=Käse & Söhne'), several)).toBe(true)
    expect(isProof(outputFor('CN=Käse & Söhne'), { publishers: [] })).toBe(false)
  })
})

test('a set-up for a rollback is of the version that runs', () => {
  expect(isProof(outputFor(ours), { ...expected, version: '1.0.0' })).toBe(true)
  for (const version of ['1.0.1', '1.0.0.1', ''])
    expect(isProof(outputFor(ours, { version }), { ...expected, version: '1.0.0' })).toBe(false)
})

test.runIf(has('unix'))('without PowerShell nothing is proven', async () => {
  expect(await provePublisher(process.execPath, expected)).toBe(false)
})
