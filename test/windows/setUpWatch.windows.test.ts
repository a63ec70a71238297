import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { digestFile } from '#adapters/updates/checkedCopy.ts'
import { SetUpWatch } from '#adapters/updates/setUpWatch.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'
import { exitCodeOnWindows, windowsPath } from '#test/support/windows.ts'

// The script that watches a version which set-up has installed, in the cmd of Wine.

/** A set-up that says what it was told. */
async function startWatch(change: (paths: { previous: string; untried: string }) => void) {
  const directory = makeFolder()
  const [previous, said] = [join(directory, 'previous set-up.cmd'), join(directory, 'said')]
  writeFileSync(previous, `@echo %*>"${windowsPath(said)}"\r\n`)
  const lines: string[] = []
  const watch = new SetUpWatch({ directory, run: (line) => void lines.push(line) })
  watch.begin({ version: '1.0.0', path: previous, file: await digestFile(previous) }, ['--force-run'])
  change({ previous, untried: join(directory, 'untried') })
  // It waits 5 s in place of ten minutes.
  const words = (lines[0] ?? '')
    .slice(1, -1)
    .split('" "')
    .map((word) => (word.startsWith('/') ? windowsPath(word) : word))
  const code = await exitCodeOnWindows(['cmd.exe', '/d', '/c', ...words.map((word) => (word === '120' ? '1' : word))])
  return {
    code,
    said: existsSync(said) ? readFileSync(said, 'utf8').trim() : undefined,
    hasGoneBack: existsSync(join(directory, 'went-back')),
  }
}

test.runIf(has('wine'))('a version that does not start is replaced by the one before', async () => {
  expect(await startWatch(() => {})).toEqual({ code: 0, said: '--updated /S --force-run', hasGoneBack: true })
})

test.runIf(has('wine'))('a version that has started is left alone', async () => {
  expect(await startWatch(({ untried }) => rmSync(untried))).toEqual({ code: 0, said: undefined, hasGoneBack: false })
})

test.runIf(has('wine'))('a set-up that was changed meanwhile is not run', async () => {
  const changed = await startWatch(({ previous }) => writeFileSync(previous, '@echo evil\r\n'))
  expect(changed).toEqual({ code: 1, said: undefined, hasGoneBack: false })
})
