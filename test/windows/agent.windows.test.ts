import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildMissingParts } from '#test/support/builtParts.ts'
import { firstLine } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'
import { ctrlC, runAgentOnWindows, startAgentOnWindows, windowsPath } from '#test/support/windows.ts'

// The built agent on Node for Windows: files, pipes and console are those of Wine.

const root = join(import.meta.dirname, '../..')

describe.runIf(has('wine'))('the agent on Windows', () => {
  beforeAll(buildMissingParts)

  test('says its version', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect((await runAgentOnWindows(['--version'])).stdout.trim()).toBe(version)
  })

  // Node ends a process at once in which a signal is raised again, as a library did.
  test('ends in order by Ctrl-C', async () => {
    const dataDir = windowsPath(join(makeFolder(), 'data'))
    const agent = startAgentOnWindows(['serve', '--json', '--port', '0', '--vault', 'memory', '--data-dir', dataDir])
    await firstLine(agent)
    agent.process.stdin.write(ctrlC)
    const { code, stdout } = await agent.ended
    expect([code, stdout.trimEnd().split(/\r?\n/).at(-1)]).toEqual([0, '{"event":"ended","reason":"SIGINT"}'])
    const rows = await runAgentOnWindows(['audit', 'list', '--json', '--data-dir', dataDir])
    expect(rows.stdout).toContain('agent-stopped')
  })
})
