import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { rowText } from '#cli/commands/logs.ts'
import { exitCodeOf } from '#cli/commands/status.ts'
import { createProgram } from '#cli/program.ts'
import { fail } from '#cli/runProgram.ts'
import { table } from '#cli/table.ts'
import { isServing } from '#contract/status.ts'
import type { LogRow } from '#core/diagnostics/bundleSources.ts'
import { toned } from '#host/terminal/tone.ts'
import { makeFolder } from '#test/support/folder.ts'

/** Runs a command line that is wrong, in this process. */
async function refusal(args: string[]): Promise<{ code: number; stderr: string }> {
  let stderr = ''
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += text
    return true
  })
  onTestFinished(() => write.mockRestore())
  const program = createProgram()
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (thrown) {
    return { code: fail(thrown, program, args), stderr }
  }
  throw new Error('The command line was accepted.')
}

describe('a command line', () => {
  test.each<[string, string[], RegExp]>([
    ['an unknown flag', ['serve', '--prot', '1'], /^Unknown option '--prot'\. Did you mean --port\?$/],
    ['an unknown command', ['sreve'], /^Unknown command 'sreve'\. Did you mean serve\?$/],
    ['no command', ['upstream'], /^A command is missing\.$/],
    ['a missing argument', ['upstream', 'test'], /^Missing required argument 'id'\.$/],
    ['a missing option', ['upstream', 'add', 'x'], /^Required option '--scheme <scheme>' not specified\.$/],
    ['a port out of range', ['serve', '--port', '65536'], /^Option '--port <number>' is wrong: it must be a whole/],
    ['an unknown vault', ['status', '--vault', 'paper'], /allowed choices are keychain, file, memory\.$/],
    ['one argument too many', ['status', 'now'], /^There are more arguments than this command takes\.$/],
    ['an origin with the usual port', ['web-pos', 'https://pos.example.com:443'], /exactly as a browser sends it/],
    ['an origin with no port that is one', ['web-pos', 'https://pos.example.com:99999'], /it must be an origin/],
    ['a grant without a permission', ['client', 'add', 'a', '--name', 'A', '--grant', 'loyalty'], /what it grants/],
  ])('with %s is refused with exit code 2', async (_, args, expected) => {
    const { code, stderr } = await refusal(args)
    expect(code).toBe(2)
    const [, sentence, faultCode, remedy] = /^(.+) \[([A-Z]+)\]\nWhat to do: (.+)\n$/m.exec(stderr) ?? []
    expect(sentence).toMatch(expected)
    expect(faultCode).toBe('USAGE')
    expect(remedy).toMatch(/See "till-agent.* --help"\.|Give it as/)
  })

  const add = ['upstream', 'add', 'loyalty', '--scheme', 'capillary-till', '--base-url', 'https://127.0.0.1:9']
  test.each([
    [[...add, '--secret', 'password=hunter2']],
    [[...add, '--secret', 'hunter2']],
    [[...add, '--set', 'password=hunter2']],
    [[...add, '--password=hunter2']],
    [[...add, '-phunter2']],
    [[...add, 'hunter2']],
    [['upstream', 'rotate', 'loyalty', '--secret', 'password=hunter2']],
    [['upstream', 'rotate', 'loyalty', 'hunter2']],
  ])('with a secret in it is refused without repeating it: %j', async (args) => {
    const dataDir = join(makeFolder(), 'data')
    for (const more of [[], ['--json']]) {
      const { code, stderr } = await refusal([...args, '--data-dir', dataDir, ...more])
      expect(code).toBe(2)
      expect(stderr).not.toBe('')
      expect(stderr).not.toContain('hunter2')
    }
    expect(existsSync(dataDir)).toBe(false)
  })
})

describe('help', () => {
  async function helpOf(...args: string[]): Promise<string> {
    let text = ''
    const program = createProgram()
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      text += chunk
      return true
    })
    try {
      await program.parseAsync(args, { from: 'user' })
    } catch (thrown) {
      expect(fail(thrown, program, args)).toBe(0)
    } finally {
      write.mockRestore()
    }
    return text
  }

  test.each([[['upstream', 'add']], [['upstream']], [['status']], [['client', 'revoke']]])(
    'of %j is that of the command itself',
    async (path) => {
      const help = await helpOf('help', ...path)
      expect(help).toContain(`Usage: till-agent ${path.join(' ')} `)
      expect(help).toBe(await helpOf(...path, '--help'))
    },
  )

  test('of nothing is that of the program, and of what is no command a mistake', async () => {
    expect(await helpOf('help')).toContain('Usage: till-agent [options] [command]')
    expect((await refusal(['help', 'upstream', 'ad'])).stderr).toMatch(/^There is no command "upstream ad"\. \[USAGE\]/)
  })
})

test.each([
  [false, 'blocked', 3],
  [false, 'ready', 3],
  [true, 'ready', 0],
  [true, 'attention', 0],
  [true, 'blocked', 4],
  [true, 'offline', 5],
] as const)(
  'status of an agent that runs (%j) and is %s ends with %i, and with 0 only while the till can serve',
  (running, condition, code) => {
    expect(exitCodeOf({ running, condition })).toBe(code)
    if (running) expect(code === 0).toBe(isServing(condition))
  },
)

test.each<[LogRow, string]>([
  [
    { time: 'T', level: 'info', event: 'request', client: 'pos', status: 200 },
    'T info  request  client=pos  status=200',
  ],
  [
    { time: 'T', level: 'warn', event: 'alarm', detail: 'a b="c"\u001b[2J' },
    'T warn  alarm  detail="a b=\\"c\\"\\u001b[2J"',
  ],
])('a line of the log is shown as %s', (row, text) => {
  expect(rowText(row)).toBe(text)
})

describe('colours', () => {
  const terminal = (isTTY: boolean) =>
    Object.assign(new PassThrough(), { isTTY, getColorDepth: () => 4 }) as unknown as NodeJS.WriteStream

  test('stand on a terminal, and nowhere else', () => {
    vi.stubEnv('NO_COLOR', undefined)
    vi.stubEnv('FORCE_COLOR', undefined)
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    expect(toned('trouble', 'trouble', terminal(true))).toBe('\u001b[31mtrouble\u001b[39m')
    expect(toned('trouble', 'trouble', terminal(false))).toBe('trouble')
  })

  test('leave the columns of a table as they are', () => {
    vi.stubEnv('FORCE_COLOR', '1')
    vi.stubEnv('NO_COLOR', undefined)
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    const rows = [
      ['ready', 'a'],
      ['no', 'b'],
    ]
    const coloured = table(['STATE', 'ID'], rows, (_, column) => (column === 0 ? 'good' : undefined))
    expect(stripVTControlCharacters(coloured)).toBe(table(['STATE', 'ID'], rows))
    expect(stripVTControlCharacters(coloured)).toBe('STATE  ID\nready  a\nno     b')
  })
})

test('a command that is made alone is the same as among all the others', () => {
  const whole = createProgram()
  const alone = whole.commands.map((command) => createProgram(undefined, command.name()))
  for (const [at, command] of whole.commands.entries()) {
    const same = alone[at]?.commands.find((candidate) => candidate.name() === command.name())
    expect(same?.helpInformation()).toBe(command.helpInformation())
  }
  const others = alone.map(({ commands }) => commands.length - 1)
  expect(others.filter((count) => count > 1)).toEqual([whole.commands.length - 1, whole.commands.length - 1])
})

test('the window command is there only for a program with a window', async () => {
  expect((await refusal(['window'])).stderr).toMatch(/^Unknown command 'window'/)
  const opened: unknown[] = []
  const program = createProgram((options) => opened.push(options))
  await program.parseAsync(['--hidden'], { from: 'user' })
  expect(opened).toMatchObject([{ hidden: true, vault: 'keychain' }])
  await expect(program.parseAsync(['statsu'], { from: 'user' })).rejects.toThrow('too many arguments')
  expect(opened).toHaveLength(1)
})
