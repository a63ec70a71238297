import type { TestProject } from 'vitest/node'
import { startPrivateKeyring } from './keyring.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** What the environment of each worker gets, by its number. */
    keyrings: Record<string, string>[]
  }
}

/**
 * Vitest's global set-up: each worker gets a home and an unlocked keyring of its own (`workerKeyring.ts`), and none touches the
 * developer's.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.platform !== 'linux') {
    process.stdout.write(`On ${process.platform} the tests use the keychain of the person who is logged in.\n`)
    project.provide('keyrings', [])
    return undefined
  }
  const workers = Array.from({ length: project.config.maxWorkers })
  const keyrings = await Promise.all(workers.map(() => startPrivateKeyring('unlocked')))
  project.provide(
    'keyrings',
    keyrings.map(({ env }) => own(env)),
  )
  return async () => void (await Promise.all(keyrings.map(({ stop }) => stop())))
}

/** What differs from the environment of this process. */
function own(env: NodeJS.ProcessEnv): Record<string, string> {
  const differing = Object.entries(env).filter(([name, value]) => process.env[name] !== value)
  return Object.fromEntries(differing) as Record<string, string>
}
