import { expect, test } from 'vitest'
import { listenOnPort, portRefused } from '#host/portTaken.ts'

// EACCES on any port was "reserved to the administrator": people started the agent as root, and it did not help.
test.each([
  ['EACCES', 80, 'linux', /port 80 is reserved to the administrator/, /a port from 1024 on/],
  ['EACCES', 1023, 'darwin', /reserved to the administrator/, /a port from 1024 on/],
  ['EACCES', 1024, 'linux', /does not let this program listen on port 1024/, /SELinux, AppArmor/],
  ['EPERM', 47600, 'linux', /does not let this program listen on port 47600/, /choose another port with --port/],
  ['EACCES', 47600, 'win32', /Windows keeps port 47600/, /excludedportrange/],
  ['EACCES', 80, 'win32', /Windows keeps port 80/, /excludedportrange/],
  ['EADDRNOTAVAIL', 47600, 'linux', /no address 127\.0\.0\.1/, /loopback/],
] as const)('%s on port %i of %s', (code, port, platform, detail, remedy) => {
  expect(portRefused(code, port, '--port', platform)).toMatchObject({
    code: 'INVALID_INPUT',
    detail: expect.stringMatching(detail),
    remedy: expect.stringMatching(remedy),
  })
})

test('another error stays what it is', async () => {
  expect(portRefused('EMFILE', 47600, '--port', 'linux')).toBeUndefined()
  const thrown = Object.assign(new Error('too many files'), { code: 'EMFILE' })
  await expect(listenOnPort(47600, '--port', () => Promise.reject(thrown))).rejects.toBe(thrown)
})

test('a port that is refused is a fault of the option', async () => {
  const thrown = Object.assign(new Error('no'), { code: 'EPERM' })
  await expect(listenOnPort(47600, '--ui-port', () => Promise.reject(thrown))).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    data: { issues: [{ path: '--ui-port' }] },
  })
})
