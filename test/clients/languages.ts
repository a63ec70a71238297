import { execFileSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { has } from '#test/support/skips.ts'

const root = join(import.meta.dirname, '../..')
const clients = join(root, 'clients')
const programIn = (folder: string) => join(folder, process.platform === 'win32' ? 'program.exe' : 'program')

type Command = [command: string, ...args: string[]]

/** How the programs of a language are made and run. */
interface Language {
  needs: Parameters<typeof has>
  /** Whether the platform itself can check a signature by ES256. */
  checksStatements: boolean
  /** Sources below `clients`. */
  client: string
  scenario: string
  sample: string
  /** The file that the first call of docs/integrate.md goes into, and how that looks for the agent. */
  first: string
  findsPort: string
  /** Compiles one, whose source is `main`, into `folder`. */
  build?(main: string, folder: string): Command
  run(main: string, folder: string): Command
}

export const languages = {
  typescript: {
    needs: [],
    checksStatements: true,
    client: 'typescript/tillAgent.ts',
    scenario: 'typescript/scenario.ts',
    sample: 'samples/checkout.ts',
    ...{ first: 'first.ts', findsPort: 'await findPort()' },
    run: (main) => [process.execPath, main],
  },
  python: {
    needs: ['python'],
    checksStatements: false,
    client: 'python/till_agent.py',
    scenario: 'python/scenario.py',
    sample: 'samples/checkout.py',
    ...{ first: 'first.py', findsPort: 'find_port()' },
    run: (main) => ['python3', '-B', main],
  },
  java: {
    needs: ['java'],
    checksStatements: true,
    client: 'java/TillAgent.java',
    scenario: 'java/Scenario.java',
    sample: 'samples/Checkout.java',
    ...{ first: 'First.java', findsPort: 'TillAgent.findPort()' },
    build: (main, folder) => {
      const client = join(clients, 'java/TillAgent.java')
      return ['javac', '--release', '8', '-Xlint:-options', '-d', folder, main, client]
    },
    // What starts quickly, since each program runs for seconds only.
    run: (main, folder) => ['java', '-XX:TieredStopAtLevel=1', '-Xshare:auto', '-cp', folder, basename(main, '.java')],
  },
  cpp: {
    needs: ['libcurl'],
    checksStatements: false,
    client: 'cpp/till_agent.hpp',
    scenario: 'cpp/scenario.cpp',
    sample: 'samples/checkout.cpp',
    ...{ first: 'first.cpp', findsPort: 'till_agent::find_port()' },
    build: (main, folder) => {
      const warnings = ['-Wall', '-Wextra', '-Wpedantic', '-Werror']
      const include = ['-I', join(clients, 'cpp')]
      return ['g++', '-std=c++11', '-O0', ...warnings, ...include, '-o', programIn(folder), main, '-lcurl']
    },
    run: (_, folder) => [programIn(folder)],
  },
  csharp: {
    needs: ['mono'],
    // With OpenSSL behind ECDsa, as .NET on Linux has it: Mono's is not implemented.
    checksStatements: true,
    client: 'csharp/TillAgent.cs',
    scenario: 'csharp/Scenario.cs',
    sample: 'samples/Checkout.cs',
    ...{ first: 'First.cs', findsPort: 'TillAgent.FindPort()' },
    build: (main, folder) => {
      const references = ['System.Core', 'System.Net.Http', 'System.Runtime.Serialization'].map((name) => `-r:${name}`)
      const out = `-out:${join(folder, 'program.exe')}`
      const sources = ['TillAgent.cs', ...(main.endsWith('Scenario.cs') ? ['OpenSslEcdsa.cs'] : [])]
      return [
        ...(['mcs', '-langversion:7', '-warnaserror'] as const),
        ...references,
        out,
        main,
        ...sources.map((source) => join(clients, 'csharp', source)),
      ]
    },
    run: (_, folder) => ['mono', join(folder, 'program.exe')],
  },
  pascal: {
    needs: ['fpc'],
    checksStatements: false,
    client: 'pascal/tillagent.pas',
    scenario: 'pascal/scenario.pas',
    sample: 'samples/checkout.pas',
    ...{ first: 'first.pas', findsPort: 'FindPort' },
    build: (main, folder) => {
      return ['fpc', '-v0we', `-Fu${join(clients, 'pascal')}`, `-FU${folder}`, `-o${programIn(folder)}`, main]
    },
    run: (_, folder) => [programIn(folder)],
  },
} as const satisfies Record<string, Language>

export type LanguageName = keyof typeof languages
export const languageNames = Object.keys(languages) as LanguageName[]

/** By how docs/integrate.md names it where it shows a program. */
export const fences: Record<LanguageName, string> = {
  ...{ typescript: 'ts', python: 'python', java: 'java', cpp: 'cpp', csharp: 'csharp', pascal: 'pascal' },
}

/** Compiles a program where its language needs that. @returns the command that runs it */
export function build(name: LanguageName, kind: 'scenario' | 'sample'): Command {
  return buildIn(name, join(clients, languages[name][kind]), folderOf(name, kind))
}

/** Makes a program of a vendor's: the client, copied, and beside it the text of a page that calls it on this port. */
export function buildFirst(name: LanguageName, text: string, port: number): Command {
  const { client, first, findsPort } = languages[name]
  const folder = folderOf(name, 'first')
  copyFileSync(join(clients, client), join(folder, basename(client)))
  const main = join(folder, first)
  writeFileSync(main, text.replace(findsPort, String(port)))
  return buildIn(name, main, folder)
}

function buildIn(name: LanguageName, main: string, folder: string): Command {
  const language: Language = languages[name]
  if (language.build) {
    const [compiler, ...args] = language.build(main, folder)
    const stamp = join(folder, 'compiled-from')
    const state = hash('sha256', [compiler, ...args, ...[main, join(clients, language.client)].map(textOf)].join('\n'))
    // Two test files run the samples, and compiling them takes the longest.
    if (textOf(stamp) !== state) {
      execFileSync(compiler, args, { cwd: root, stdio: 'pipe' })
      writeFileSync(stamp, state)
    }
  }
  return language.run(main, folder)
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** One for each worker: two files make the same sample. */
function folderOf(name: LanguageName, kind: string): string {
  const folder = join(root, 'out', 'clients', name, `${kind}-${process.env.VITEST_POOL_ID ?? 0}`)
  mkdirSync(folder, { recursive: true })
  return folder
}
