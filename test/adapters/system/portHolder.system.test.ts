import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { findPortHolder } from '#adapters/system/portHolder.ts'
import { startHolder } from '#test/adapters/database/startHolder.ts'
import { has } from '#test/support/skips.ts'

describe.runIf(has('linux'))('the program that listens on a port', () => {
  test.each(['127.0.0.1', '::1', '0.0.0.0'])('is found on %s, by name and without arguments', async (host) => {
    const holder = await startHolder('listen', host)
    const found = await findPortHolder(JSON.parse(holder.output).port)
    expect(found).toEqual({ pid: holder.pid, program: 'node' })
  })

  test('is unknown after it has ended', async () => {
    const holder = await startHolder('listen', '127.0.0.1')
    await holder.kill()
    expect(await findPortHolder(JSON.parse(holder.output).port)).toBeUndefined()
  })

  test('is unknown on a free port', async () => {
    const server = createServer()
    const port = await new Promise<number>((done) => {
      server.listen(0, '127.0.0.1', () => done((server.address() as { port: number }).port))
    })
    await new Promise((done) => server.close(done))
    expect(await findPortHolder(port)).toBeUndefined()
  })
})
