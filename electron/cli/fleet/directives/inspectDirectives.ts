import { readPackFile } from '#cli/fleet/packFile.ts'
import { Fault } from '#core/base/fault.ts'
import { type Directives, directivesKind } from '#core/directives/directives.ts'
import { DirectivesError, verifyDirectives } from '#core/directives/verifyDirectives.ts'
import { keysById } from '#core/fleet/headOfficeKeys.ts'
import { openEnvelope } from '#core/signing/signedDocument.ts'

/** @param keys public keys of which one has to have signed it @throws Fault `FILE_UNREADABLE` · `PACK_INVALID` */
export function inspectDirectives(path: string, keys: readonly string[]): Directives {
  const bytes = Buffer.from(readPackFile(path))
  try {
    const { channel = '' } = JSON.parse(openEnvelope(bytes, directivesKind).text) as { channel?: string }
    const known = { keys: keysById(keys), channel, newest: undefined, now: Date.now() }
    return verifyDirectives(bytes, known).document
  } catch (thrown) {
    throw new Fault('FILE_UNREADABLE', sentenceOf(thrown), undefined, 'Nothing of it is believed.')
  }
}

function sentenceOf(thrown: unknown): string {
  const problem = thrown instanceof DirectivesError ? thrown.problem : 'malformed'
  switch (problem) {
    case 'key-unknown':
      return 'It is signed by none of these keys.'
    case 'tampered':
      return 'It was changed after it was signed.'
    case 'expired':
      return 'It has expired: sign it again.'
    default:
      return `No till would follow it (${problem}).`
  }
}
