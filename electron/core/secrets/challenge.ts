import { createHmac, timingSafeEqual } from 'node:crypto'

/** Proves that a server knows a key, without the key or anything that could be used again. */
export function answerChallenge(key: string, challenge: string): string {
  return createHmac('sha256', key).update(`till-agent ${challenge}`).digest('hex')
}

export function isRightAnswer(key: string, challenge: string, answer: string): boolean {
  const expected = Buffer.from(answerChallenge(key, challenge))
  const given = Buffer.from(answer)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
