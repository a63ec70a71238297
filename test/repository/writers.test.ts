import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// Whoever writes a file by themselves forgets to look how much of it the disk took: that is how the settings were lost. Files
// are written by adapters/system/wholeFile.ts.

const root = join(import.meta.dirname, '../../electron')

/** Files that write by themselves, and why. */
const others: Record<string, string> = {
  'adapters/system/wholeFile.ts': 'the one writer',
  'adapters/drops/sftpServer.ts': 'writes at a server, and compares size and checksum of what came there',
  'adapters/log/rotatingFile.ts': 'appends to the log, and takes back what the disk took a part of',
  'adapters/database/dataDirLock.ts': 'names the holder of the lock, which holds without that',
  'adapters/updates/checkedCopy.ts': 'compares a digest with the release',
  'adapters/updates/keptPackages.ts': 'compares a digest before the package is used',
  'adapters/updates/resumingDownload.ts': 'compares a digest with the release',
}

const writing =
  /\b(?:write(?:File)?Sync|writev(?:Sync)?|appendFile(?:Sync)?|createWriteStream|copyFile(?:Sync)?|cpSync|\.writeFile\(|\.write\(\w+, \w+, )/

function sourceFiles(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
}

test('files are written by one writer', () => {
  const writers = sourceFiles().filter((name) => writing.test(readFileSync(join(root, name), 'utf8')))
  expect(writers.map((name) => name.replaceAll('\\', '/')).toSorted()).toEqual(Object.keys(others).toSorted())
})
