import { readInputText } from '#adapters/files/inputFile.ts'
import { saveBundle } from '#cli/saveBundle.ts'
import { Fault } from '#core/base/fault.ts'
import { publicKeyOf } from '#core/fleet/keySeal.ts'
import { type BundleAbout, openBundle } from '#core/fleet/sealedBundle.ts'
import { keyUseOf, readKeyFile } from './keyFile.ts'

/** Several times the size of any bundle. */
const maxBundleBytes = 4 * 1024 * 1024

export interface WrittenBundle extends BundleAbout {
  /** The zip file. */
  file: string
}

/**
 * Opens a support bundle that a till sealed, and writes the zip in it into a new file.
 *
 * @param out the name of the till's file by default
 * @throws Fault `FILE_UNREADABLE` · `SECRET_MISSING` · as `saveBundle`
 */
export function openBundleFile(
  path: string,
  { key: source, out }: { key: string; out?: string },
  env: NodeJS.ProcessEnv,
): WrittenBundle {
  const privateKey = readKeyFile(source, env)
  if (!privateKey || keyUseOf(privateKey) !== 'bundles')
    throw new Fault(
      'SECRET_MISSING',
      `${source} holds no X25519 key.`,
      undefined,
      'Give the one that "till-agent fleet key make FILE --for bundles" made, and whose public part the ask named.',
    )
  const { text } = readInputText('The support bundle', path, { maxBytes: maxBundleBytes, owner: 'anybody' })
  const opened = openBundle(text, privateKey)
  switch (opened.outcome) {
    case 'no-bundle':
      throw new Fault('FILE_UNREADABLE', `${path} is no support bundle of a till.`)
    case 'other-key':
      throw new Fault(
        'FILE_UNREADABLE',
        `${path} was changed, or is sealed to another key than ${publicKeyOf(privateKey)}.`,
        undefined,
        `It says that it is sealed to ${opened.key}.`,
      )
    case 'opened': {
      const { about, zip } = opened
      const bundle = { fileName: about.fileName, reference: '', content: zip.toString('base64') }
      return { ...about, file: saveBundle(bundle, out) }
    }
  }
}
