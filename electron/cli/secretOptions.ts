import { certificateFrom, certificateName, readCertificate } from '#host/certificateSource.ts'
import { maxSecretBytes, readSecret, type SecretSource, secretFromInput } from '#host/secretSource.ts'
import { askSecret } from './prompt.ts'
import { UsageError } from './usage.ts'

export type Source = SecretSource | 'stdin'

/** Of a user at a server of files: text of many lines, in a file of its own. */
const privateKeyName = 'key'

const remedy = 'Give it as NAME=env:VARIABLE, NAME=file:PATH or NAME=stdin, or leave it out to be asked for it.'

/**
 * The sources that the `--secret` options name. A secret itself is refused: every program on the machine can read the
 * arguments of a process.
 *
 * @throws UsageError, without a piece of what was given
 */
export function parseSecretOptions(options: readonly string[]): Map<string, Source> {
  const sources = new Map<string, Source>()
  for (const option of options) {
    const [, name, from] = /^([^=]*)=(.*)$/s.exec(option) ?? []
    const source = from === undefined ? undefined : parseSource(from)
    if (!name || !source) throw new UsageError('A secret is never taken from the command line itself.', remedy)
    if (source === 'stdin' && [...sources.values()].includes('stdin'))
      throw new UsageError('Only one secret can be read from standard input.', remedy)
    sources.set(name, source)
  }
  return sources
}

function parseSource(text: string): Source | undefined {
  if (text === 'stdin') return 'stdin'
  const [, kind, place] = /^(env|file):(.+)$/s.exec(text) ?? []
  if (!place) return undefined
  return kind === 'env' ? { env: place } : { file: place }
}

/**
 * Reads the named secrets. The person at the terminal is asked for those without a source.
 *
 * @param names the secrets of the scheme
 * @throws UsageError for a source of another name · Fault `SECRET_MISSING`
 */
export async function readSecrets(
  names: readonly string[],
  sources: ReadonlyMap<string, Source>,
): Promise<Record<string, string>> {
  if ([...sources.keys()].some((name) => !names.includes(name)))
    throw new UsageError(`--secret names one that this scheme does not have; it has ${names.join(', ')}.`)
  const secrets: Record<string, string> = {}
  for (const name of names) secrets[name] = await read(name, sources.get(name))
  return secrets
}

async function read(name: string, source: Source | undefined): Promise<string> {
  if (source === undefined) return askSecret(name)
  if (name === certificateName || name === privateKeyName)
    return source === 'stdin'
      ? certificateFrom(await standardInput(), 'Standard input')
      : readCertificate(source, process.cwd(), process.env)
  if (source !== 'stdin') return readSecret(source, process.cwd())
  return secretFromInput(await standardInput(), name)
}

/** Reads to the end, or until it is more than any secret has. */
async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of process.stdin) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > maxSecretBytes) break
  }
  return Buffer.concat(chunks)
}
