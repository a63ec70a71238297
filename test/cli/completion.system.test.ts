import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { run } from '#test/support/command.ts'
import { makeFolder, writeInputIn } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

/** What a shell offers for a line whose last word is begun. */
type Complete = (line: string[]) => string[]

async function scriptOf(shell: string): Promise<string> {
  const { code, stdout, stderr } = await run(['completion', shell])
  expect([code, stderr]).toEqual([0, ''])
  return writeInputIn(makeFolder(), `completion.${shell}`, stdout)
}

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')

/** Programs that call the script as the shell does when Tab is pressed. The words come as arguments. */
const harness = {
  bash: `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _till_agent; printf "%s\\n" "\${COMPREPLY[@]}"`,
  // What zsh itself would list and filter is printed; `compadd` takes words after `--`.
  zsh: `compdef() { :; }; _files() { :; }; compadd() { shift; print -rl -- "$@"; }
_describe() { [[ $1 == -o ]] && shift; print -rl -- "\${(@)\${(@P)2}%%:*}"; }
script=$1; shift; source $script; words=("$@"); CURRENT=$#words; _till_agent | grep -e "^$words[-1]" || :`,
  fish: 'source $argv[1]; complete -C (string join " " -- $argv[2..-1]) | string replace -r "\\t.*" ""; true',
} as const

describe.each(['bash', 'zsh', 'fish'] as const)('%s', (shell) => {
  describe.runIf(has(shell))('completes', () => {
    let complete: Complete

    beforeAll(async () => {
      const script = await scriptOf(shell)
      const own = { bash: ['--norc', '-c'], zsh: ['-f', '-c'], fish: ['--no-config', '-c'] }[shell]
      const name = shell === 'fish' ? [] : [shell]
      complete = (line) => {
        const args = [...own, harness[shell], ...name, script, 'till-agent', ...line]
        return linesOf(execFileSync(shell, args, { encoding: 'utf8', cwd: makeFolder() })).sort()
      }
    })

    test.each<[string[], string[]]>([
      [['st'], ['status', 'stop']],
      [
        ['upstream', 'r'],
        ['remove', 'rotate'],
      ],
      [['upstream', 'add', 'loyalty', '--sch'], ['--scheme']],
      [['status', '--js'], ['--json']],
      [
        ['serve', '--vault', ''],
        ['file', 'keychain', 'memory'],
      ],
      [['completion', 'f'], ['fish']],
      // The value of an option is no command.
      [
        ['--data-dir', 'upstream', 'st'],
        ['status', 'stop'],
      ],
      // What an option takes is the command's own.
      [['upstream', 'add', 'loyalty', '--scheme', ''], []],
      [['certify', '--scheme', 'b'], ['basic']],
      [['reset', '--check', '--sec'], ['--secrets']],
    ])('%j by %j', (line, offered) => {
      expect(complete(line)).toEqual(offered)
    })

    test('what stands in the line, without running it', () => {
      const mark = join(makeFolder(), 'mark')
      complete(['upstream', `$(touch ${mark})`, `\`touch ${mark}\``, 're'])
      expect(existsSync(mark)).toBe(false)
    })
  })
})

// PowerShell is not to be had here: what can be told is that every command stands in the script.
test('the script for PowerShell has every command', async () => {
  const script = readFileSync(await scriptOf('powershell'), 'utf8')
  expect(script).toContain("Register-ArgumentCompleter -Native -CommandName 'till-agent', 'till-agent.cmd'")
  const { stdout: help } = await run(['--help'])
  const [list = ''] = help.split('\nCommands:\n')[1]?.split('\nExamples:') ?? []
  const commands = [...list.matchAll(/^ {2}(\w[\w-]*)/gm)].map(([, name]) => name)
  expect(commands).toContain('doctor')
  expect(commands.filter((name) => !script.includes(`@('${name}', `))).toEqual([])
})

test('another shell is refused with the names of those there are', async () => {
  const { code, stderr } = await run(['completion', 'tcsh'])
  expect([code, stderr]).toEqual([2, expect.stringMatching(/bash, zsh, fish, powershell/)])
})
