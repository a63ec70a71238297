import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { makeDirectory, refusalOf } from '#test/support/releases.ts'

const root = join(import.meta.dirname, '../..')

describe('what is published now', () => {
  async function readFrom(status: number, body = 'a release', first: string[] = []) {
    const server = createServer((_, response) => response.writeHead(status, { location: '/elsewhere' }).end(body))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const [plan, to] = [join(makeDirectory(), 'plan.json'), makeDirectory()]
    writeFileSync(plan, JSON.stringify({ first }))
    const feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const args = [join(root, 'build/release/published.mjs'), '--feed', feed, '--to', to, '--plan', plan]
    const child = spawn(process.execPath, args, { stdio: 'ignore' })
    const [code] = await once(child, 'exit')
    return { code, files: readdirSync(to) }
  }
  const all = ['latest', 'latest-mac', 'latest-linux', 'latest-linux-arm64']

  test('is read', async () => {
    expect(await readFrom(200)).toEqual({ code: 0, files: all.map((name) => `${name}.signed.json`).sort() })
  })

  test.each([
    ['a host that is ill is no empty one', 503, all],
    ['nor is one that leads elsewhere', 302, all],
    ['nor one that wants a password', 401, all],
    ['an empty one is believed only where the plan says so', 404, []],
  ])('%s', async (_, status, first) => {
    expect(await readFrom(status, '', first)).toEqual({ code: 2, files: [] })
  })

  test('is nothing where the host says so and the plan, too', async () => {
    expect(await readFrom(404, '', all)).toEqual({ code: 0, files: [] })
  })

  test('is not read without end', async () => {
    expect(await readFrom(200, 'x'.repeat(70_000))).toMatchObject({ code: 2 })
  })
})

describe('the plan', () => {
  function openPlan(content: object) {
    const file = join(makeDirectory(), 'plan.json')
    writeFileSync(file, JSON.stringify(content))
    return {
      plan: (...args: string[]) => refusalOf('plan.mjs', ['--file', file, ...args]),
      read: () => JSON.parse(readFileSync(file, 'utf8')),
    }
  }
  const none = {
    version: '0.1.0',
    counter: 0,
    floor: '0.0.0',
    rings: { pilot: 100 },
    urgent: false,
    days: 30,
    first: ['latest'],
  }

  test('goes one further for each version, and its first one is of channels that were never published', () => {
    const { plan, read } = openPlan(none)
    expect(plan('--version', '1.0.0')).toBe('')
    expect(read()).toEqual({ ...none, version: '1.0.0', counter: 1 })
    expect(plan('--version', '1.1.0', '--floor', '1.0.0', '--ring', '*=10', '--urgent')).toBe('')
    const planned = {
      version: '1.1.0',
      counter: 2,
      floor: '1.0.0',
      rings: { '*': 10 },
      urgent: true,
      days: 30,
      first: [],
    }
    expect(read()).toEqual(planned)
    expect(plan('--version', '1.1.0', '--check')).toBe('')
    expect(plan('--version', '1.2.0', '--check')).toContain('The plan is for 1.1.0')
  })

  test('never goes back', () => {
    const { plan, read } = openPlan({ ...none, version: '1.1.0', counter: 2, floor: '1.0.0', first: [] })
    expect(plan('--version', '1.1.0', '--floor', '0.9.0')).toContain('never lowered')
    expect(plan('--version', '1.0.0')).toContain('was planned before')
    expect(plan('--version', '1.1.0', '--floor', '1.2.0')).toContain('above the version')
    expect(plan('--version', '1.1.0', '--first', 'latest-solaris')).toContain('Usage')
    for (const counter of ['2', '1003', 'x'])
      expect(plan('--version', '1.1.0', '--counter', counter)).toContain('The counter goes up')
    expect(read().counter).toBe(2)
  })

  test('goes further when releases were signed by hand meanwhile', () => {
    const { plan, read } = openPlan({ ...none, version: '1.1.0', counter: 2, first: [] })
    expect(plan('--version', '1.2.0', '--counter', '9')).toBe('')
    expect(read().counter).toBe(9)
  })
})
