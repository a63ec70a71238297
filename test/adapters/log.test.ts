import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryLog, silentLog } from '../../electron/adapters/memoryLog.ts'
import { openPinoLog } from '../../electron/adapters/pinoLog.ts'
import { Fault } from '../../electron/core/fault.ts'
import type { LogFields, RequestLine } from '../../electron/core/log.ts'

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'till-log-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function linesIn(folder: string, file = 'agent.log'): Promise<Array<Record<string, unknown>>> {
  const text = await readFile(join(folder, file), 'utf8')
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}

/** What one event looks like in the file. */
async function logged(fields: LogFields): Promise<Record<string, unknown>> {
  const directory = await makeFolder()
  openPinoLog({ directory }).info('request', fields)
  const [line = {}] = await linesIn(directory)
  return line
}

describe('a line of the log', () => {
  test('says when, how bad, what, and the facts', async () => {
    const { time, ...rest } = await logged({ upstream: 'loyalty', status: 200, durationMs: 12, code: undefined })
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(rest).toEqual({ level: 'info', event: 'request', upstream: 'loyalty', status: 200, durationMs: 12 })
  })

  test('is in the file before anything else happens', async () => {
    const directory = await makeFolder()
    const log = openPinoLog({ directory })
    log.warn('one')
    log.info('two')
    expect((await linesIn(directory)).map(({ level, event }) => [level, event])).toEqual([
      ['warn', 'one'],
      ['info', 'two'],
    ])
  })

  test('holds no field that was not thought of beforehand, but says how many there were', async () => {
    const line = await logged({ upstream: 'loyalty', password: 'hush', authorization: 'Basic aHVzaA==' })
    expect(line).toMatchObject({ upstream: 'loyalty', droppedFields: 2 })
    expect(JSON.stringify(line)).not.toMatch(/hush|aHVz/)
  })

  test('is cut short', async () => {
    expect((await logged({ reason: 'x'.repeat(5_000) })).reason).toBe(`${'x'.repeat(200)}…`)
  })

  test('cannot be made to look like two, nor command a terminal', async () => {
    const directory = await makeFolder()
    openPinoLog({ directory }).info('request', { reason: 'a\r\n{"level":"error"}\u001b[2J\u009b2J\u2028\u007f' })
    const text = await readFile(join(directory, 'agent.log'), 'utf8')
    expect(text.match(/\n/g)).toHaveLength(1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/)
  })

  test.each([
    ['as it is printed', 'paid with 4111 1111 1111 1111 today', 'paid with [card number] today'],
    ['without spaces', 'x5500005555555559y', 'x[card number]y'],
    ['with hyphens', '3782-822463-10005', '[card number]'],
    ['of 19 digits', '6304000000000000000', '[card number]'],
    ['with an expiry date after it', '41111111111111111225', '[card number]'],
    ['at the edge of what is cut off', `${'x'.repeat(192)}4111111111111111`, `${'x'.repeat(192)}[card nu…`],
  ])('never holds a card number %s', async (_, reason, shown) => {
    expect((await logged({ reason })).reason).toBe(shown)
  })

  test('never holds a card number that came as a number', async () => {
    expect((await logged({ status: 4_111_111_111_111_111 })).status).toBe('[card number]')
  })

  test.each(['4111 1111 1111 1112', '+919999999993', '1.23.4.567', '0b9c1d2e-1111-4222-8333-944445555666'])(
    'leaves %s as it is',
    async (reason) => {
      expect((await logged({ reason })).reason).toBe(reason)
    },
  )
})

describe('a bug', () => {
  test('is logged with its place, and with the same care', async () => {
    const directory = await makeFolder()
    const bug = new TypeError('no such card: 4111111111111111')
    openPinoLog({ directory }).error('bug', bug, { reference: 'r-1', body: 'hush' })
    const [line] = await linesIn(directory)
    expect(line).toMatchObject({
      level: 'error',
      event: 'bug',
      reference: 'r-1',
      droppedFields: 1,
      error: 'TypeError',
      message: 'no such card: [card number]',
      stack: expect.stringContaining('log.test.ts'),
    })
    expect(JSON.stringify(line)).not.toContain('4111111111111111')
  })

  test('that is no error is named, not shown', async () => {
    const directory = await makeFolder()
    openPinoLog({ directory }).error('bug', { password: 'hush' })
    const [line] = await linesIn(directory)
    expect(JSON.stringify(line)).not.toContain('hush')
    expect(line).toMatchObject({ error: 'not an Error but a value of type object' })
  })

  test('that is a fault is logged in two words', async () => {
    const directory = await makeFolder()
    openPinoLog({ directory }).error('not-kept', new Fault('SETTINGS_UNWRITABLE', 'It is full.'), { upstream: 'u' })
    const [{ time: _, ...line } = {}] = await linesIn(directory)
    expect(line).toEqual({
      level: 'error',
      event: 'not-kept',
      upstream: 'u',
      code: 'SETTINGS_UNWRITABLE',
      detail: 'It is full.',
    })
  })
})

describe('the log file', () => {
  test('grows no further than it may, and the oldest are let go', async () => {
    const directory = await makeFolder()
    const log = openPinoLog({ directory, maxBytes: 1_000, keep: 2 })
    for (let n = 1; n <= 100; n += 1) log.info('request', { count: n })
    await log.close()
    const files = (await readdir(directory)).toSorted()
    expect(files).toEqual(['agent.log', 'agent.log.1', 'agent.log.2'])
    for (const file of files) expect((await stat(join(directory, file))).size).toBeLessThan(1_200)
    const lines = await Promise.all(files.toReversed().map((file) => linesIn(directory, file)))
    const counts = lines.flat().map(({ count }) => count as number)
    expect(counts.at(-1)).toBe(100)
    expect(counts).toEqual(counts.map((_, at) => (counts[0] ?? 0) + at))
  })

  test('grows no further over many starts', async () => {
    const directory = await makeFolder()
    for (let n = 1; n <= 30; n += 1) {
      const log = openPinoLog({ directory, maxBytes: 1_000, keep: 1 })
      log.info('request', { count: n })
      await log.close()
    }
    expect((await stat(join(directory, 'agent.log'))).size).toBeLessThan(1_200)
    expect((await readdir(directory)).toSorted()).toEqual(['agent.log', 'agent.log.1'])
  })

  test('is gone on with by the next start', async () => {
    const directory = await makeFolder()
    for (const event of ['first', 'second']) {
      const log = openPinoLog({ directory })
      log.info(event)
      await log.close()
    }
    expect((await linesIn(directory)).map(({ event }) => event)).toEqual(['first', 'second'])
  })

  test.runIf(process.platform !== 'win32')('is for its owner alone, even if it was not before', async () => {
    const directory = join(await makeFolder(), 'made')
    const file = join(directory, 'agent.log')
    const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)
    await openPinoLog({ directory }).close()
    expect([await modeOf(directory), await modeOf(file)]).toEqual(['700', '600'])
    await chmod(file, 0o644)
    await openPinoLog({ directory }).close()
    expect(await modeOf(file)).toBe('600')
  })

  test('that cannot be opened stops the start', async () => {
    const file = join(await makeFolder(), 'file')
    await writeFile(file, '')
    expect(() => openPinoLog({ directory: join(file, 'log') })).toThrow(
      expect.objectContaining({ name: 'Fault', code: 'SETTINGS_UNWRITABLE', detail: expect.stringContaining(file) }),
    )
  })

  test('that cannot be written for a while stops nobody and is gone on with', async () => {
    const directory = join(await makeFolder(), 'log')
    const log = openPinoLog({ directory, maxBytes: 1 })
    log.info('before')
    await rm(directory, { recursive: true })
    log.info('lost: there is nowhere to turn the page to')
    await openPinoLog({ directory }).close()
    log.info('after')
    await log.close()
    expect((await linesIn(directory)).map(({ event }) => event)).toContain('after')
  })
})

describe('the line of a request', () => {
  const line: RequestLine = {
    requestId: 'a-1',
    client: 'pos',
    upstream: 'loyalty',
    route: 'GET /v2/customers/*',
    status: 200,
    code: undefined,
    agentMs: 0.12345,
    upstreamMs: 12,
    durationMs: 12.999,
    requestBytes: undefined,
    answerBytes: 2,
  }

  test('looks like any other', async () => {
    const directory = await makeFolder()
    const log = openPinoLog({ directory })
    log.request(line)
    log.request({ ...line, status: undefined, code: 'OUTCOME_UNKNOWN', upstreamMs: undefined, requestBytes: 7 })
    await log.close()
    const [answered = {}, unanswered = {}] = await linesIn(directory)
    expect(answered).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      event: 'request',
      requestId: 'a-1',
      client: 'pos',
      upstream: 'loyalty',
      route: 'GET /v2/customers/*',
      status: 200,
      agentMs: 0.12,
      upstreamMs: 12,
      durationMs: 13,
      answerBytes: 2,
    })
    expect(unanswered).toMatchObject({ code: 'OUTCOME_UNKNOWN', requestBytes: 7 })
    expect(Object.keys(unanswered)).not.toContain('upstreamMs')
  })

  // A route stands in the settings, where somebody may have written anything.
  test.each([
    ['GET /a"}\n{"level":"error"}', 'GET /a"}\n{"level":"error"}'],
    ['GET /4111111111111111/\u009b2J', 'GET /[card number]/\ufffd2J'],
    [`GET /${'x'.repeat(500)}`, `GET /${'x'.repeat(195)}…`],
  ])('cannot be broken by its route %j', async (route, shown) => {
    const directory = await makeFolder()
    const log = openPinoLog({ directory })
    log.request({ ...line, route })
    log.request({ ...line, route })
    await log.close()
    expect(await linesIn(directory)).toMatchObject([{ route: shown }, { route: shown }])
  })

  test('is in its place among the others', async () => {
    const directory = await makeFolder()
    const log = openPinoLog({ directory })
    log.info('before')
    log.request(line)
    log.warn('after')
    expect((await linesIn(directory)).map(({ event }) => event)).toEqual(['before', 'request', 'after'])
  })

  test('is in the file a second later, or when there are many', async () => {
    const directory = await makeFolder()
    const log = openPinoLog({ directory })
    log.request(line)
    expect(await linesIn(directory)).toEqual([])
    await expect.poll(() => linesIn(directory), { timeout: 3_000 }).toHaveLength(1)
    for (let n = 0; n < 200; n += 1) log.request(line)
    expect((await linesIn(directory)).length).toBeGreaterThan(50)
    await log.close()
    expect(await linesIn(directory)).toHaveLength(201)
  })

  test.each(['an end', 'an error that nobody caught'])('is not lost at %s of the process', async (how) => {
    const directory = await makeFolder()
    const log = join(import.meta.dirname, '../../electron/adapters/pinoLog.ts')
    const script = `
      import { openPinoLog } from ${JSON.stringify(pathToFileURL(log).href)}
      const log = openPinoLog({ directory: ${JSON.stringify(directory)} })
      for (let n = 0; n < 5; n += 1) log.request(${JSON.stringify(line)})
      ${how === 'an end' ? 'process.exit(0)' : "throw new Error('oh')"}`
    spawnSync(process.execPath, ['--input-type=module', '-e', script])
    expect(await linesIn(directory)).toHaveLength(5)
  })
})

test('a log in memory keeps what it was told', () => {
  const log = createMemoryLog()
  const bug = new Error('oh')
  log.info('one', { upstream: 'u' })
  log.warn('two')
  log.error('three', bug)
  silentLog.error('nobody hears', bug)
  expect(log.events).toEqual([
    { level: 'info', event: 'one', fields: { upstream: 'u' } },
    { level: 'warn', event: 'two', fields: {} },
    { level: 'error', event: 'three', fields: {}, thrown: bug },
  ])
})
