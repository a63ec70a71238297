import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { type Ended, firstLine, start } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'
import { startUpstream } from '#test/support/upstream.ts'

/** What a service manager or a person may be asked to wait. */
const withinMs = 25_000

function lastLine({ stdout }: Ended): string | undefined {
  return stdout.trimEnd().split('\n').at(-1)
}

describe('an agent that ends', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('by %s says so', async (signal) => {
    const agent = await startAgent()
    const ended = await agent.end(signal)
    expect([ended.code, ended.stderr, JSON.parse(lastLine(ended) ?? '')]).toEqual([
      0,
      '',
      { event: 'ended', reason: signal },
    ])
  })

  test('says it in a sentence to people', async () => {
    const agent = start(['serve', '--port', '0', '--vault', 'memory', '--data-dir', join(makeFolder(), 'data')])
    await firstLine(agent)
    agent.process.kill('SIGTERM')
    expect(lastLine(await agent.ended)).toBe('Ended, because it was told to (SIGTERM).')
  })

  test('while it starts says so, too', async () => {
    const dataDir = join(makeFolder(), 'data')
    const agent = start(['serve', '--json', '--port', '0', '--vault', 'memory', '--data-dir', dataDir])
    await expect.poll(() => existsSync(join(dataDir, 'lock.sqlite'))).toBe(true)
    agent.process.kill('SIGTERM')
    expect(lastLine(await agent.ended)).toBe('{"event":"ended","reason":"SIGTERM"}')
  })

  test('by a second signal says that something is lost', async () => {
    const reached = Promise.withResolvers<void>()
    const upstream = await startUpstream(() => reached.resolve())
    const agent = await startAgent({ baseUrl: upstream.url })
    const sale = agent.call('pos', '/via/loyalty/v1.1/customer/get').catch(() => 'cut off')
    await reached.promise
    process.kill(agent.pid, 'SIGTERM')
    const isOpen = () =>
      fetch(`${agent.url}/healthz`).then(
        () => true,
        () => false,
      )
    await expect.poll(isOpen).toBe(false)
    const { code, stderr } = await agent.end('SIGTERM')
    expect([code, stderr, await sale]).toEqual([
      1,
      'Ended at once by a second signal (SIGTERM). What was under way is lost.\n',
      'cut off',
    ])
  })

  // A client had been used, and the settings could not be written: the first closing step threw and the rest was left out.
  test.runIf(has('unix'))('ends also when nothing can be written any more', async () => {
    const upstream = await startUpstream((_, response) => response.end('{}'))
    const agent = await startAgent({ baseUrl: upstream.url })
    expect((await agent.call('pos', '/via/loyalty/v1.1/customer/get')).status).toBe(200)
    rmSync(agent.dataDir, { recursive: true })
    writeFileSync(agent.dataDir, 'not even root writes below a file')
    const toldAtMs = performance.now()
    const ended = await agent.end()
    expect(performance.now() - toldAtMs).toBeLessThan(withinMs)
    expect(ended.code).not.toBeNull()
    expect(statSync(agent.dataDir).isFile()).toBe(true)
    if (ended.code !== 0) expect(ended.stderr).toMatch(/"code":"AUDIT_UNAVAILABLE"/)
  })
})

// Node's `process.exit` waits for calls that hang in other threads, as a keychain's or a name server's do.
describe.runIf(has('unix'))('a program with a call that hangs in another thread', () => {
  const exit = JSON.stringify(join(import.meta.dirname, '../../electron/host/terminal/exit.ts'))
  const hang = "require('node:crypto').pbkdf2('a', 'b', 2 ** 31 - 1, 32, 'sha512', () => {})"

  test.each([
    ['at once', 'exitNow(7)'],
    ['soon', 'exitSoon(7)'],
  ])('ends %s, with its exit code and what it does at its end', async (_, end) => {
    const script = `process.on('exit', () => process.stdout.write('flushed')); ${hang}; setTimeout(async () => { const { exitNow, exitSoon } = await import(${exit}); ${end} }, 100)`
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    const timer = setTimeout(() => child.kill('SIGKILL'), withinMs)
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    const [code] = await once(child, 'close')
    clearTimeout(timer)
    expect([code, output]).toEqual([7, 'flushed'])
  })
})
