import { expect, test } from 'vitest'
import { isSignedAnswer, makeRunKey } from '#core/secrets/signedChallenge.ts'

const challenge = 'ab'.repeat(32)

// Everybody may read the public half: who copies it into a pipe of that name must not pass for the agent.
test('only the agent of that run answers for its key', () => {
  const [own, other] = [makeRunKey(), makeRunKey()]
  const answer = own.answer(challenge)
  expect([
    isSignedAnswer(own.publicKey, challenge, answer),
    isSignedAnswer(own.publicKey, 'cd'.repeat(32), answer),
    isSignedAnswer(own.publicKey, challenge, other.answer(challenge)),
    isSignedAnswer(other.publicKey, challenge, answer),
    isSignedAnswer(own.publicKey, challenge, ''),
    isSignedAnswer('no key', challenge, answer),
  ]).toEqual([true, false, false, false, false, false])
})
