import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { withoutAppImage } from '#adapters/system/ownAppImage.ts'
import { windowsCommand } from '#adapters/system/systemCommand.ts'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import type { KeptPackage, UpdateJournalStore } from '#core/updates/journalStore.ts'

/** Set-up and a slow start take minutes; a till without its agent for longer than that sells nothing. */
const looks = 120

/**
 * A script of cmd beside set-up, since a program that set-up replaces cannot be the one that watches. Arguments: the file `untried`,
 * the file `went-back`, the previous set-up, its SHA-512 in hex, how often it looks (each 5 s), and what set-up is told besides.
 */
const script = [
  '@echo off',
  'setlocal DisableDelayedExpansion',
  'set /a left=%~5',
  ':look',
  'rem The new version has started, and decides for itself from there.',
  'if not exist "%~1" exit /b 0',
  'if %left% leq 0 goto back',
  'set /a left-=1',
  '"%SystemRoot%\\System32\\ping.exe" -n 6 127.0.0.1 >nul 2>&1',
  'goto look',
  ':back',
  '"%SystemRoot%\\System32\\certutil.exe" -hashfile "%~3" SHA512 | "%SystemRoot%\\System32\\findstr.exe" /B /C:"%~4" >nul',
  'if errorlevel 1 exit /b 1',
  'move /y "%~1" "%~2" >nul',
  'if errorlevel 1 exit /b 1',
  'call "%~3" --updated /S %~6',
  '',
].join('\r\n')

interface Options {
  /** The part of the data directory that belongs to updates. */
  directory: string
  /** Runs a command line of cmd, which outlives this process. */
  run?: (commandLine: string) => void
}

/**
 * Watches, on Windows, a version that set-up has installed until that version has started. One that does not start within ten minutes
 * is replaced by the previous one. The watch ends when the machine does.
 */
export class SetUpWatch {
  readonly #directory: string
  readonly #run: (commandLine: string) => void

  constructor({ directory, run = runHidden }: Options) {
    this.#directory = directory
    this.#run = run
  }

  /** Called before set-up is started. @param words what set-up is told besides `--updated /S` @throws a system error */
  begin(previous: KeptPackage, words: readonly string[]): void {
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 })
    const program = join(this.#directory, 'watch.cmd')
    writeWholeFile(program, script)
    writeWholeFile(this.#untried, 'no version has started since\n')
    rmSync(this.#wentBack, { force: true })
    const digest = Buffer.from(previous.file.sha512, 'base64').toString('hex')
    const args = [program, this.#untried, this.#wentBack, previous.path, digest, String(looks), words.join(' ')]
    this.#run(args.map((word) => `"${word}"`).join(' '))
  }

  /** Called by every version when it has started. */
  hasStarted(): void {
    try {
      rmSync(this.#untried, { force: true })
    } catch {
      // Somebody holds the file: a till sells all the same, and is taken back to a version that did.
    }
  }

  /** The journal, and in it that a version which never started was taken back. */
  journal(store: UpdateJournalStore): UpdateJournalStore {
    return {
      ...store,
      read: () => {
        const record = store.read()
        const { attempt } = record
        if (attempt?.step !== 'installing' || !existsSync(this.#wentBack)) return record
        return { ...record, attempt: { ...attempt, step: 'rolling-back' } }
      },
      write: (record) => {
        store.write(record)
        if (record.attempt === undefined) rmSync(this.#wentBack, { force: true })
      },
    }
  }

  get #untried(): string {
    return join(this.#directory, 'untried')
  }

  get #wentBack(): string {
    return join(this.#directory, 'went-back')
  }
}

function runHidden(commandLine: string): void {
  const child = spawn(windowsCommand('cmd.exe'), ['/d', '/s', '/c', `"${commandLine}"`], {
    ...{ detached: true, stdio: 'ignore', windowsHide: true, windowsVerbatimArguments: true },
    env: withoutAppImage(process.env),
  })
  // Where a policy forbids cmd, nothing watches: docs/release.md.
  child.on('error', () => {})
  child.unref()
}
