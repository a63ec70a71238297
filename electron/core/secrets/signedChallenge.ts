import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'

/** The key pair of one run, by which callers know the agent. The public half may be read by everybody. */
export interface RunKey {
  /** SPKI in DER, base64. */
  publicKey: string
  answer(challenge: string): string
}

export function makeRunKey(): RunKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    answer: (challenge) => sign(null, textOf(challenge), privateKey).toString('hex'),
  }
}

export function isSignedAnswer(publicKey: string, challenge: string, answer: string): boolean {
  const key = keyIn(publicKey)
  return key !== undefined && verify(null, textOf(challenge), key, Buffer.from(answer, 'hex'))
}

function keyIn(text: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), type: 'spki', format: 'der' })
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}

function textOf(challenge: string): Buffer {
  return Buffer.from(`till-agent ${challenge}`)
}
