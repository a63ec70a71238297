import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runningControl } from '#cli/withControl.ts'
import { answerChallenge } from '#core/secrets/challenge.ts'
import { pipePath } from '#test/support/pipePath.ts'

const key = 'ab'.repeat(32)

/** A server on a pipe, or on a socket file where there are none. @param known the key by which it answers */
async function listen(known: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'till-pipe-'))
  const path = pipePath(folder)
  const server = createServer(({ url = '' }, response) => {
    response.end(answerChallenge(known, url.split('/').at(-1) ?? ''))
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  onTestFinished(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return path
}

// `upstream add` posted the password to whoever had made the pipe, and said that it was set up.
test('a command asks no server that cannot prove that it is the agent', async () => {
  const [agent, other] = [await listen(key), await listen('cd'.repeat(32))]
  expect(await runningControl('', () => ({ path: agent, key }))).toBeDefined()
  expect(await runningControl('', () => ({ path: other, key }))).toBeUndefined()
})
