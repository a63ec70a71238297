import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { guard } from '#cli/fleet/guard/guard.ts'
import { makeSigningKey, readSigningKey } from '#cli/fleet/signingKey.ts'
import { Release } from '#core/releases/release.ts'
import { signingContext } from '#core/releases/releaseSignature.ts'
import { signedText } from '#core/signing/signatures.ts'
import { makeFolder, writeInputIn } from '#test/support/folder.ts'
import { freePort } from '#test/support/freePort.ts'
import { startServer } from '#test/support/server.ts'
import { has } from '#test/support/skips.ts'
import { startUpstream } from '#test/support/upstream.ts'

/** One till as it has reported: its version, and how it was with it. */
interface ReportingTill {
  version: string
  isSilent?: boolean
  /** Of a thousand requests. */
  failed?: number
}

const minuteMs = 60_000

/** A real Prometheus that holds what tills have sent in the last hour, and that they were there four hours ago. */
async function startPrometheus(tills: ReportingTill[]): Promise<string> {
  const folder = makeFolder()
  const lines = new Map<string, string[]>()
  const add = (name: string, labels: string, atMs: number, value: number) =>
    lines.set(name, [...(lines.get(name) ?? []), `${name}{${labels}} ${value} ${atMs / 1_000}`])
  const now = Math.floor(Date.now() / 1_000) * 1_000
  // Beyond the five minutes for which Prometheus takes a number for the present one.
  for (const [at, { version, isSilent = false, failed = 0 }] of tills.entries()) {
    add('till_agent_info', `store="s${at}",till="1",version="${version}",ring="default"`, now - 240 * minuteMs, 1)
    for (const ago of isSilent ? [50, 40, 20] : [50, 40, 20, 0]) {
      const [time, labels] = [now - ago * minuteMs, `store="s${at}",till="1"`]
      const share = (50 - ago) / 50
      add('till_agent_info', `${labels},version="${version}",ring="default"`, time, 1)
      add('till_agent_ready', labels, time, 1)
      add('till_agent_requests_total', `${labels},outcome="2xx"`, time, Math.round((1_000 - failed) * share))
      add('till_agent_requests_total', `${labels},outcome="5xx"`, time, Math.round(failed * share))
    }
  }
  const text = [...lines].flatMap(([name, samples]) => [
    `# TYPE ${name.replace(/_total$/, '')} ${name.endsWith('_total') ? 'counter' : 'gauge'}`,
    // All samples of a series stand together, in the order of time.
    ...samples.toSorted((one, other) => (one.split('}')[0] ?? '').localeCompare(other.split('}')[0] ?? '')),
  ])
  writeFileSync(join(folder, 'numbers.txt'), `${text.join('\n')}\n# EOF\n`)
  mkdirSync(join(folder, 'data'))
  execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', 'numbers.txt', 'data'], {
    cwd: folder,
    stdio: 'pipe',
  })
  writeFileSync(join(folder, 'config.yml'), 'global: {}\n')
  const port = await freePort()
  const options = ['--config.file=config.yml', '--storage.tsdb.path=data', `--web.listen-address=127.0.0.1:${port}`]
  await startServer('prometheus', options, port, { cwd: folder, env: process.env })
  return `http://127.0.0.1:${port}`
}

function publish(rings: Record<string, number> = { '*': 5 }, more: object = {}) {
  const folder = makeFolder()
  const key = join(folder, 'release.pem')
  makeSigningKey(key)
  const releasedAt = Date.now() - 31 * 60 * minuteMs
  const release = {
    ...{ format: 1, channel: 'latest-linux', counter: 7, version: '1.2.0', floor: '1.0.0', urgent: false, rings },
    ...{ releasedAt, expiresAt: releasedAt + 30 * 24 * 60 * minuteMs },
    files: [{ name: 'a.AppImage', size: 1, sha512: `${'A'.repeat(86)}==` }],
    ...more,
  }
  const file = join(folder, 'latest-linux.signed.json')
  writeFileSync(file, signedText('release', signingContext, release, [readSigningKey(key, {})]))
  const shown = () =>
    Release.loose().parse(JSON.parse((JSON.parse(readFileSync(file, 'utf8')) as { release: string }).release))
  const options = {
    rules: writeInputIn(folder, 'rules.json', {}),
    key: [key],
    ledger: join(folder, 'release.ledger.json'),
  }
  return { file, shown, options }
}

const tills = (count: number, till: ReportingTill) => Array.from({ length: count }, () => till)
const old = tills(60, { version: '1.1.0', failed: 5 })

describe.runIf(has('prometheus'))('a guard, asking a real Prometheus', () => {
  test.each<[string, ReportingTill[], string, object]>([
    ['raises the share of a good release', tills(4, { version: '1.2.0', failed: 5 }), 'raise', { '*': 20 }],
    ['pulls a bad one', tills(4, { version: '1.2.0', failed: 400 }), 'pull', { '*': 0 }],
    ['pulls a silent one', tills(4, { version: '1.2.0', isSilent: true }), 'pull', { '*': 0 }],
    ['freezes one that few report', tills(1, { version: '1.2.0' }), 'freeze', { '*': 5 }],
  ])('%s', async (_, fresh, action, rings) => {
    const prometheus = await startPrometheus([...old, ...fresh])
    const { file, shown, options } = publish()
    const before = shown()
    // Without --sign nothing is written.
    expect(await guard(file, { ...options, prometheus }, {})).toMatchObject({ decision: { action }, isSigned: false })
    expect(shown()).toEqual(before)
    expect(await guard(file, { ...options, prometheus, sign: true }, {})).toMatchObject({ rings, isSigned: true })
    expect(shown()).toMatchObject({ counter: 8, version: '1.2.0', floor: '1.0.0', rings })
    expect(JSON.parse(readFileSync(options.ledger, 'utf8'))).toMatchObject({ 'latest-linux': { counter: 8, rings } })
    // What was decided once stays: the share has to show itself again, or a person has to look.
    expect(await guard(file, { ...options, prometheus, sign: true }, {})).toMatchObject({
      decision: { action: 'wait' },
      isSigned: false,
    })
  })
})

test.runIf(has('prometheus'))(
  'a guard that was killed before it wrote the file finishes what it had decided',
  async () => {
    const prometheus = await startPrometheus([...old, ...tills(4, { version: '1.2.0', failed: 5 })])
    const { file, shown, options } = publish()
    const last = { counter: 8, floor: '1.0.0', version: '1.2.0', releasedAt: 1, rings: { '*': 0 }, frozen: 'errors' }
    writeFileSync(options.ledger, JSON.stringify({ 'latest-linux': last }))
    await guard(file, { ...options, prometheus, sign: true }, {})
    expect(shown()).toMatchObject({ counter: 9, rings: { '*': 0 }, frozen: 'errors' })
    expect(JSON.parse(readFileSync(options.ledger, 'utf8'))).toMatchObject({
      'latest-linux': { counter: 9, rings: { '*': 0 } },
    })
  },
)

test.runIf(has('prometheus'))(
  'a share that a killed guard did not publish is published, and has its time from then on',
  async () => {
    const prometheus = await startPrometheus([...old, ...tills(4, { version: '1.2.0', failed: 5 })])
    const { file, shown, options } = publish()
    const last = { counter: 8, floor: '1.0.0', version: '1.2.0', releasedAt: 1, rings: { '*': 20 } }
    writeFileSync(options.ledger, JSON.stringify({ 'latest-linux': last }))
    expect(await guard(file, { ...options, prometheus, sign: true }, {})).toMatchObject({
      decision: { action: 'wait' },
      isSigned: true,
    })
    expect(shown()).toMatchObject({ counter: 9, rings: { '*': 20 } })
    expect(shown()).not.toHaveProperty('frozen')
  },
)

test('a guard signs nothing where another one has signed while it looked', async () => {
  const { file, shown, options } = publish({ '*': 5 }, { frozen: 'errors' })
  const other = { 'latest-linux': { counter: 8, floor: '1.0.0', version: '1.2.0', releasedAt: 1, rings: { '*': 0 } } }
  const { url } = await startUpstream((_, response) => {
    writeFileSync(options.ledger, JSON.stringify(other))
    response.end(JSON.stringify({ status: 'success', data: { result: [] } }))
  })
  const before = shown()
  await expect(guard(file, { ...options, prometheus: url, sign: true, resume: true }, {})).rejects.toThrow(/meanwhile/)
  expect([shown(), JSON.parse(readFileSync(options.ledger, 'utf8'))]).toEqual([before, other])
})

test.runIf(has('prometheus'))(
  'a guard asks below the address of Prometheus, with a slash at its end or without',
  async () => {
    const prometheus = await startPrometheus(old)
    const { file, options } = publish()
    const decided = await guard(file, { ...options, prometheus }, {})
    expect(await guard(file, { ...options, prometheus: `${prometheus}/` }, {})).toEqual(decided)
  },
)

test.each([
  ['https://anna:hunter2@prometheus.example', /user name or password/],
  ['prometheus.example:9090', /https?:/],
  ['', /https?:/],
])('an address of Prometheus that is of no use is refused without repeating it: %j', async (prometheus, why) => {
  const { file, options } = publish()
  const refused = await guard(file, { ...options, prometheus }, {}).catch((thrown: Error) => thrown)
  expect(refused).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(why) })
  expect(String(refused)).not.toContain('hunter2')
})

test.each<[string, object, object, RegExp]>([
  ['an older file', { counter: 9 }, {}, /counter 7, and 9 was signed last/],
  ['one with a lower floor', { floor: '1.1.0' }, {}, /floor 1.0.0, and 1.1.0/],
  ['one with a lower version', { version: '1.3.0' }, {}, /version 1.2.0, and 1.3.0/],
  ['another one with the same counter', { rings: { '*': 0 } }, {}, /not what was signed last with counter 7/],
  ['one that has expired', {}, { at: Date.now() + 90 * 24 * 60 * minuteMs }, /has expired/],
])('a guard signs nothing where the host shows %s', async (_, ledger, more, why) => {
  const { file, shown, options } = publish()
  const before = shown()
  const last = { counter: 7, floor: '1.0.0', version: '1.2.0', releasedAt: 1, rings: { '*': 5 }, ...ledger }
  const kept = JSON.stringify({ 'latest-linux': last })
  writeFileSync(options.ledger, kept)
  const prometheus = `http://127.0.0.1:${await freePort()}`
  await expect(guard(file, { ...options, prometheus, sign: true, ...more }, {})).rejects.toThrow(why)
  expect([shown(), readFileSync(options.ledger, 'utf8')]).toEqual([before, kept])
})

test('the ledger is the one beside the key, where no other one is named', async () => {
  const { file, options } = publish()
  const { ledger, ...others } = options
  const last = { counter: 9, floor: '1.0.0', version: '1.2.0', releasedAt: 1, rings: { '*': 5 } }
  writeFileSync(ledger, JSON.stringify({ 'latest-linux': last }))
  const prometheus = `http://127.0.0.1:${await freePort()}`
  await expect(guard(file, { ...others, prometheus }, {})).rejects.toThrow(/counter 7, and 9 was signed last/)
  const env = { KEY: readFileSync(options.key[0] ?? '', 'utf8') }
  await expect(guard(file, { ...others, key: ['env:KEY'], prometheus }, env)).rejects.toThrow(/--ledger FILE/)
})

test('rules are read as editors save them, and told by what is wrong with them', async () => {
  const { file, options } = publish()
  const prometheus = `http://127.0.0.1:${await freePort()}`
  const decide = () => guard(file, { ...options, prometheus }, {})
  writeFileSync(options.rules, '\ufeff{ "minTills": 5 }')
  await expect(decide()).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
  writeFileSync(options.rules, Buffer.from('\ufeff{ "minTills": 5 }', 'utf16le'))
  await expect(decide()).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
  writeFileSync(options.rules, '{ "minTills": 0 }')
  await expect(decide()).rejects.toThrow(/rules\.json": minTills/)
})

test('a guard that gets no numbers, or a file of a stranger, decides nothing', async () => {
  const { file, shown, options } = publish()
  const before = shown()
  const prometheus = `http://127.0.0.1:${await freePort()}`
  await expect(guard(file, { ...options, prometheus, sign: true }, {})).rejects.toMatchObject({
    code: 'UPSTREAM_UNREACHABLE',
  })
  const stranger = publish()
  await expect(guard(file, { ...options, key: stranger.options.key, prometheus }, {})).rejects.toThrow(
    /none of our keys/,
  )
  expect(shown()).toEqual(before)
})
