import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ReleaseFile } from '#core/releases/release.ts'
import { UpdateError } from '#core/releases/updateError.ts'
import { copyChecked } from './checkedCopy.ts'

export interface StagingDirectory {
  path: string
  remove(): void
}

/** Makes a directory of this user's alone. */
export function makeStagingDirectory(parent: string): StagingDirectory {
  const path = mkdtempSync(join(parent, '.till-agent-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/**
 * Copies a package into a new staging directory and checks the copy.
 *
 * @param name of the copy
 * @throws UpdateError `PACKAGE_MISMATCH` · `INSTALL_FAILED`; nothing is left then
 */
export async function stageChecked(
  path: string,
  file: Pick<ReleaseFile, 'size' | 'sha512'>,
  { parent, name }: { parent: string; name: string },
): Promise<{ copy: string; staging: StagingDirectory }> {
  let staging: StagingDirectory | undefined
  try {
    staging = makeStagingDirectory(parent)
    const copy = join(staging.path, name)
    await copyChecked(path, copy, file)
    return { copy, staging }
  } catch (thrown) {
    staging?.remove()
    throw installFailed(thrown)
  }
}

/** What a step of installing threw, as an `UpdateError`. */
export function installFailed(thrown: unknown): UpdateError {
  return thrown instanceof UpdateError ? thrown : new UpdateError('INSTALL_FAILED', String(thrown))
}
