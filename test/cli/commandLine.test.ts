import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createProgram } from '#cli/program.ts'
import { fail } from '#cli/runProgram.ts'
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
    ['a missing option', ['client', 'add', 'pos'], /^Required option '--name <name>' not specified\.$/],
    ['a port out of range', ['serve', '--port', '65536'], /^Option '--port <number>' is wrong: it must be a whole/],
    ['an unknown vault', ['status', '--vault', 'paper'], /allowed choices are keychain, file, memory\.$/],
    ['one argument too many', ['status', 'now'], /^There are more arguments than this command takes\.$/],
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

test('the window command is there only for a program with a window', async () => {
  expect((await refusal(['window'])).stderr).toMatch(/^Unknown command 'window'/)
  const opened: unknown[] = []
  const program = createProgram((options) => opened.push(options))
  await program.parseAsync(['--hidden'], { from: 'user' })
  expect(opened).toMatchObject([{ hidden: true, vault: 'keychain' }])
  await expect(program.parseAsync(['statsu'], { from: 'user' })).rejects.toThrow('too many arguments')
  expect(opened).toHaveLength(1)
})
