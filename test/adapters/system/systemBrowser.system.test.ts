import { execFile } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const adapter = join(import.meta.dirname, '../../../electron/adapters/system/systemBrowser.ts')

/** Runs a program that opens an address, with an opener that notes what it was given and what it could read. */
async function open(url: string, exitCode = 0) {
  const folder = makeFolder()
  const note = join(folder, 'note')
  const opener = `#!/bin/sh\n{ echo "$@"; stat -c '%a %U' "$1" "$(dirname "$1")"; cat "$1"; } > ${note}\nexit ${exitCode}\n`
  writeFileSync(join(folder, 'xdg-open'), opener)
  chmodSync(join(folder, 'xdg-open'), 0o755)
  const program = `import { openSystemBrowser } from '${adapter}'
const opened = await openSystemBrowser(process.env.ADDRESS)
console.log(opened !== undefined)
process.exit(0)`
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, ADDRESS: url }
  const stdout = await new Promise<string>((resolve, reject) =>
    execFile(process.execPath, ['--input-type=module', '--eval', program], { env }, (error, text) =>
      error ? reject(error) : resolve(text),
    ),
  )
  const [args = '', fileMode = '', folderMode = '', ...page] = existsSync(note)
    ? readFileSync(note, 'utf8').split('\n')
    : []
  return { isOpen: stdout.trim() === 'true', args, fileMode, folderMode, page: page.join('\n') }
}

// Another user polled /proc, saw the one-time link among the arguments of xdg-open, and opened it first.
test.runIf(has('linux'))('a browser is led on by a file of this user alone', async () => {
  const link = 'http://127.0.0.1:46611/start/abc?a=1&b="2"'
  const { isOpen, args, fileMode, folderMode, page } = await open(link)
  expect(isOpen).toBe(true)
  expect(args).not.toContain('46611')
  expect([fileMode.split(' ')[0], folderMode.split(' ')[0]]).toEqual(['600', '700'])
  expect(page).toContain('content="0; url=http://127.0.0.1:46611/start/abc?a=1&#38;b=%222%22"')
  // The process has ended, and its file with it.
  expect(existsSync(args)).toBe(false)
})

test.runIf(has('linux'))('without a browser, or for another kind of address, nothing is opened', async () => {
  expect(await open('http://127.0.0.1:1/', 3)).toMatchObject({ isOpen: false })
  expect(await open('file:///etc/passwd')).toMatchObject({ isOpen: false, args: '' })
})
