import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Fault } from '../core/fault.ts'

/** Where a secret is read from, as a provisioning file says it. */
export type SecretSource = { env: string } | { file: string }

/**
 * @param folder what a relative path is relative to
 * @throws Fault `SECRET_MISSING`, naming the variable or the path
 */
export function readSecret(source: SecretSource, folder: string, env: NodeJS.ProcessEnv = process.env): string {
  return 'env' in source ? fromEnvironment(source.env, env) : fromFile(resolve(folder, source.file))
}

/** Editors and `echo` end a file with a line break that is no part of the secret. */
export function withoutLineBreak(text: string): string {
  return text.replace(/\r?\n$/, '')
}

function fromEnvironment(name: string, env: NodeJS.ProcessEnv): string {
  const value = env[name]
  if (value) return value
  const state = value === undefined ? 'not set' : 'empty'
  throw new Fault('SECRET_MISSING', `The environment variable ${name} is ${state}.`)
}

function fromFile(path: string): string {
  const secret = withoutLineBreak(contentOf(path))
  if (secret) return secret
  throw new Fault('SECRET_MISSING', `The file "${path}" is empty.`)
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    const { code = 'UNKNOWN' } = thrown as NodeJS.ErrnoException
    throw new Fault('SECRET_MISSING', `The file "${path}" could not be read (${code}).`)
  }
}
