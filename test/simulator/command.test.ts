import { expect, test } from 'vitest'
import { runCommand } from '#simulator/command.ts'
import { basic } from './start.ts'

const login = '/v1.1/store/login.json'

test('the command prints its URL, logs masked requests, and stops', async () => {
  const written: string[] = []
  const stop = new AbortController()
  const running = runCommand(['--port', '0', '--till', 'till.nine:nine'], (text) => written.push(text), stop.signal)
  await expect.poll(() => written.length).toBe(1)
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(written[0] ?? '')?.[0]
  const nine = { headers: basic('till.nine', '4a49f29a9eec0d1c3d1d4bd4e8b2e1d8') }
  expect((await fetch(url + login, nine)).status).toBe(401)
  await expect.poll(() => written[1]).toBe(`401 GET ${login} Basic till.nine:•••• (md5 wrong)\n`)
  stop.abort()
  expect(await running).toBe(0)
  await expect(fetch(url + login)).rejects.toThrow()
})

test('the command refuses invalid options', async () => {
  const written: string[] = []
  for (const args of [
    ['--prot', '1'],
    ['--port', 'x'],
    ['--till', 'nopassword'],
  ]) {
    expect(await runCommand(args, (text) => written.push(text), new AbortController().signal)).toBe(2)
  }
  expect(written.join()).toContain('--port NUMBER')
})
