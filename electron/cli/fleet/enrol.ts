import { parseSecretOptions, readSecrets } from '#cli/secretOptions.ts'
import { withControl } from '#cli/withControl.ts'
import type { GlobalOptions } from '#host/options.ts'
import { readPackFile } from './packFile.ts'

interface Options {
  globals: GlobalOptions
  /** Source of the code, such as `env:CODE`. */
  codeFrom: string | undefined
  fingerprint: string | undefined
  probe: boolean
}

/**
 * Has the till's agent take a pack. The code is asked for once it is known that the pack is believed.
 *
 * @param place path or address of the pack
 * @throws as the contract's `enrolment.enrol` · UsageError
 */
export function enrol(place: string, { globals, codeFrom, fingerprint, probe }: Options) {
  const sources = parseSecretOptions(codeFrom === undefined ? [] : [`code=${codeFrom}`])
  return withControl(
    globals,
    async ({ enrolment }) => {
      const pack = /^https?:/.test(place) ? (await enrolment.fetch({ url: place })).pack : readPackFile(place)
      const { sealedTo, trust } = await enrolment.inspect({ pack })
      const answers = { pack, probe, ...(fingerprint !== undefined && { fingerprint }) }
      // Whose pack it is comes first: a code is not typed for a stranger.
      if (sealedTo === 'till' || (trust === 'new' && fingerprint === undefined)) return enrolment.enrol(answers)
      const { code = '' } = await readSecrets(['code'], sources)
      return enrolment.enrol({ ...answers, code })
    },
    { lastingVault: true },
  )
}
