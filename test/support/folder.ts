import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { findLeaks } from './canaries.ts'
import { closeWithTest } from './closeWithTest.ts'

/** A folder that goes with its test. Fails the test when a canary was left in it. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'till-test-'))
  closeWithTest(() => removeFolder(folder))
  return folder
}

/** Removes a folder. Fails when a file in it holds a canary and is not called provision… or secret…. */
export function removeFolder(folder: string): void {
  for (const file of filesIn(folder)) expect(findLeaks(readFileSync(file, 'utf8')), file).toEqual([])
  rmSync(folder, { recursive: true, force: true })
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const checked = entries.filter((entry) => entry.isFile() && !/(provision|secret)/.test(entry.name))
  return checked.map((entry) => join(entry.parentPath, entry.name))
}

/** A file in a folder of its own. Call it provision… or secret… when it may hold a canary. */
export function writeInput(name: string, content: string | object): string {
  return writeInputIn(makeFolder(), name, content)
}

export function writeInputIn(folder: string, name: string, content: string | object): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 })
  return path
}
