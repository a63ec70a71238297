import { describe, expect, test } from 'vitest'
import { AllowedLinks } from '#api/window/allowedLinks.ts'
import { createTestClock } from '#test/support/clock.ts'

const signIn = 'https://login.example/authorize?state=1'

// attacks.md T33
describe('an address opens outside only if the agent has just told it, and as it told it', () => {
  test.each([
    ['upstreams.signIn.start', { url: signIn, signInId: 'x' }, signIn, true],
    ['upstreams.signIn.start', { url: 'https://LOGIN.example' }, 'https://login.example/', true],
    ['upstreams.signOut', { endSessionUrl: 'https://login.example/end' }, 'https://login.example/end', true],
    ['customers.signIn.start', { signIn: { by: 'browser', url: signIn } }, signIn, true],
    ['customers.signIn.start', { signIn: { by: 'code', verificationUri: signIn } }, signIn, false],
    ['customers.signIn.start', { url: signIn }, signIn, false],
    ['upstreams.signIn.start', { url: signIn }, `${signIn}2`, false],
    ['upstreams.signIn.start', { endSessionUrl: signIn }, signIn, false],
    ['upstreams.signOut', { url: signIn }, signIn, false],
    ['upstreams.signOut', undefined, signIn, false],
    ['upstreams.signIn.start', { url: 'no address' }, 'no address', false],
    ['upstreams.list', { url: signIn }, signIn, false],
    ['webLink', { url: signIn }, signIn, false],
  ])('%s answers %j: %s opens: %s', (call, output, url, opens) => {
    const links = new AllowedLinks(createTestClock())
    links.addFrom(call.split('.'), output)
    expect(links.has(url)).toBe(opens)
  })

  test('for ten minutes', async () => {
    const clock = createTestClock()
    const links = new AllowedLinks(clock)
    links.addFrom(['upstreams', 'signOut'], { endSessionUrl: signIn })
    await clock.advance(10 * 60_000 - 1)
    expect(links.has(signIn)).toBe(true)
    await clock.advance(1)
    expect(links.has(signIn)).toBe(false)
  })

  test('until the page is gone', () => {
    const links = new AllowedLinks(createTestClock())
    links.addFrom(['upstreams', 'signOut'], { endSessionUrl: signIn })
    links.clear()
    expect(links.has(signIn)).toBe(false)
  })
})
