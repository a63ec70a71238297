import { expect, test } from 'vitest'
import { knownKeychainFault } from '#adapters/keychain/keychainFault.ts'

test.each([
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'KEYCHAIN_UNAVAILABLE'],
  ['Could not connect: No such file or directory', 'KEYCHAIN_UNAVAILABLE'],
  ['The name org.freedesktop.secrets was not provided by any .service files', 'KEYCHAIN_UNAVAILABLE'],
  ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'KEYCHAIN_LOCKED'],
  ['Cannot create an item in a locked collection', 'KEYCHAIN_LOCKED'],
  ['User interaction is not allowed.', 'KEYCHAIN_LOCKED'],
  ['A default keychain could not be found.', 'KEYCHAIN_UNAVAILABLE'],
])('"%s" means %s', (message, code) => {
  const fault = knownKeychainFault(message)
  expect(fault).toMatchObject({ name: 'Fault', code })
  expect(fault?.detail).not.toContain(message)
})

test('a message that is not known has no fault', () => {
  expect(knownKeychainFault('Something else went wrong')).toBeUndefined()
})
