import { resolve } from 'node:path'
import { decodeText } from '#adapters/files/decodeText.ts'
import { readGuardedText } from '#adapters/files/guardedFile.ts'
import { secretProblem, withoutSecretEdges } from '#contract/text/pastedText.ts'
import { Fault } from '#core/base/fault.ts'

/** Where to read a secret, as a provisioning file writes it. */
export type SecretSource = { env: string } | { file: string }

/** Far more than any secret, in any encoding. */
export const maxSecretBytes = 64 * 1024

/**
 * Reads a secret, without what editors and shells add to it.
 *
 * @param folder where a relative path starts
 * @throws Fault `SECRET_MISSING`, which names the variable or the path and says why it is of no use
 */
export function readSecret(source: SecretSource, folder: string, env: NodeJS.ProcessEnv = process.env): string {
  return 'env' in source ? fromEnvironment(source.env, env) : fromFile(resolve(folder, source.file))
}

/** @param name the secret's, as in `so there is no password` @throws Fault `SECRET_MISSING` */
export function secretFromInput(bytes: Uint8Array, name: string): string {
  const decoded = decodeText(bytes)
  if (decoded.outcome === 'unreadable')
    throw new Fault('SECRET_MISSING', `Standard input is of no use: ${decoded.reason}.`)
  const secret = withoutSecretEdges(decoded.text)
  if (secret === '') throw new Fault('SECRET_MISSING', `Standard input was empty, so there is no ${name}.`)
  return checked(secret, 'What standard input holds')
}

function fromEnvironment(name: string, env: NodeJS.ProcessEnv): string {
  const value = env[name]
  if (value === undefined) throw new Fault('SECRET_MISSING', `The environment variable ${name} is not set.`)
  const secret = withoutSecretEdges(value)
  if (secret === '') throw new Fault('SECRET_MISSING', `The environment variable ${name} is empty.`)
  return checked(secret, `The environment variable ${name}`)
}

function fromFile(path: string): string {
  const read = readGuardedText(path, { maxBytes: maxSecretBytes, owner: 'this-user-or-root' })
  if (read.outcome === 'unreadable')
    throw new Fault('SECRET_MISSING', `The file "${path}" could not be read (${read.code}).`)
  if (read.outcome === 'refused')
    throw new Fault('SECRET_MISSING', `The file "${path}" is not read: ${read.reason}.`, undefined, read.remedy)
  const secret = withoutSecretEdges(read.text)
  if (secret === '') throw new Fault('SECRET_MISSING', `The file "${path}" is empty.`)
  return checked(secret, `What the file "${path}" holds`)
}

/** @param subject of the sentence */
function checked(secret: string, subject: string): string {
  const problem = secretProblem(secret)
  if (problem) throw new Fault('SECRET_MISSING', `${subject} ${problem}.`, undefined, 'Correct it, then try again.')
  if (!isQuoted(secret)) return secret
  const detail = `${subject} stands in quotes, which would become part of the secret.`
  const remedy = 'Remove them: set of cmd and files of variables keep them. If they are part of it, enter it by hand.'
  throw new Fault('SECRET_MISSING', detail, undefined, remedy)
}

function isQuoted(text: string): boolean {
  const [first, last] = [text.at(0), text.at(-1)]
  return text.length > 1 && first === last && (first === '"' || first === "'")
}
