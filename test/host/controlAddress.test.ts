import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { knowsKey } from '#adapters/network/pipeClient.ts'
import { answerChallenge } from '#core/secrets/challenge.ts'
import { findControlAddress, makeControlAddress } from '#host/controlAddress.ts'
import { makeFolder } from '#test/support/folder.ts'
import { pipePath } from '#test/support/pipePath.ts'
import { has } from '#test/support/skips.ts'

// The name was a hash of the data directory: any user could make that pipe first, and got the passwords of `upstream add`.
test('on Windows the pipe has another name each time, which stands in a file of this user', () => {
  const dataDir = makeFolder()
  const [first, second] = [makeControlAddress(dataDir, 'win32'), makeControlAddress(dataDir, 'win32')]
  expect(first.path).toMatch(/^\\\\\.\\pipe\\till-agent-[0-9a-f]{32}$/)
  expect(second.path).not.toBe(first.path)
  expect(findControlAddress(dataDir, 'win32')).toBeUndefined()
  second.announce()
  expect(findControlAddress(dataDir, 'win32')).toEqual({ path: second.path, key: second.key })
  if (has('unix')) expect(statSync(join(dataDir, 'pipe.json')).mode & 0o777).toBe(0o600)
  second.forget()
  expect([findControlAddress(dataDir, 'win32'), readdirSync(dataDir)]).toEqual([undefined, []])
})

test('what a killed agent announced is forgotten by the next one', () => {
  const dataDir = makeFolder()
  makeControlAddress(dataDir, 'win32').announce()
  makeControlAddress(dataDir, 'win32')
  expect(findControlAddress(dataDir, 'win32')).toBeUndefined()
})

test.each(['', '{', '{}', '{"path":"\\\\\\\\server\\\\pipe\\\\x","key":"0"}'])(
  'a file of %j announces nothing',
  (content) => {
    const dataDir = makeFolder()
    writeFileSync(join(dataDir, 'pipe.json'), content)
    expect(findControlAddress(dataDir, 'win32')).toBeUndefined()
  },
)

const key = 'ab'.repeat(32)

/** A server on a pipe of its own, or on a socket file where there are none. */
async function listen(answer: (challenge: string) => string, status = 200): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'till-pipe-'))
  const path = pipePath(folder)
  const server = createServer(({ url = '' }, response) => {
    response.writeHead(status).end(answer(url.split('/').at(-1) ?? ''))
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  onTestFinished(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return path
}

// A killed agent leaves the name of its pipe behind, and anybody may take that name.
test('only a server that knows the key is the agent', async () => {
  expect(await knowsKey(await listen((challenge) => answerChallenge(key, challenge)), key)).toBe(true)
  expect(await knowsKey(await listen((challenge) => answerChallenge('cd'.repeat(32), challenge)), key)).toBe(false)
  expect(await knowsKey(await listen(() => answerChallenge(key, '0'.repeat(64))), key)).toBe(false)
  expect(await knowsKey(await listen((challenge) => answerChallenge(key, challenge), 404), key)).toBe(false)
  expect(await knowsKey(await listen(() => 'x'.repeat(100_000)), key)).toBe(false)
  expect(await knowsKey(join(tmpdir(), 'till-pipe-of-nobody'), key)).toBe(false)
})
