import { text } from 'node:stream/consumers'
import { Fault } from '../core/fault.ts'
import { askSecret } from './prompt.ts'
import { readSecret, type SecretSource, withoutLineBreak } from './secretSource.ts'
import { UsageError } from './usage.ts'

export type Source = SecretSource | 'stdin'

const forms = 'Give it as NAME=env:VARIABLE, NAME=file:PATH or NAME=stdin, or leave it out to be asked for it.'

/**
 * What `--secret` says. A secret itself is never taken: arguments are seen by every program on the machine.
 *
 * @throws UsageError that repeats nothing of what was given
 */
export function parseSecretOptions(options: readonly string[]): Map<string, Source> {
  const sources = new Map<string, Source>()
  for (const option of options) {
    const [, name, from] = /^([^=]*)=(.*)$/s.exec(option) ?? []
    const source = from === undefined ? undefined : sourceFrom(from)
    if (!name || !source) throw new UsageError('A secret is never taken from the command line itself.', forms)
    if (source === 'stdin' && [...sources.values()].includes('stdin'))
      throw new UsageError('Only one secret can be read from standard input.', forms)
    sources.set(name, source)
  }
  return sources
}

function sourceFrom(text: string): Source | undefined {
  if (text === 'stdin') return 'stdin'
  const [, kind, where] = /^(env|file):(.+)$/s.exec(text) ?? []
  if (!where) return undefined
  return kind === 'env' ? { env: where } : { file: where }
}

/**
 * Reads every secret a scheme needs; those without a source are asked for.
 *
 * @param names the scheme's secrets
 * @throws UsageError for a name the scheme does not have · Fault `SECRET_MISSING`
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
  if (source !== 'stdin') return readSecret(source, process.cwd())
  const secret = withoutLineBreak(await text(process.stdin))
  if (secret) return secret
  throw new Fault('SECRET_MISSING', `Standard input was empty, so there is no ${name}.`)
}
