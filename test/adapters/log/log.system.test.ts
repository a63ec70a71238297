import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryLog, silentLog } from '#adapters/log/memoryLog.ts'
import { openPinoLog } from '#adapters/log/pinoLog.ts'
import { Fault } from '#core/base/fault.ts'
import type { LogFields, RequestLine } from '#core/base/log.ts'
import { has } from '#test/support/skips.ts'

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
async function logged(fields: Record<string, unknown>): Promise<Record<string, unknown>> {
  const directory = await makeFolder()
  openPinoLog({ directory }).info('request', fields as LogFields)
  const [line = {}] = await linesIn(directory)
  return line
}

describe('a line of the log', () => {
  test('has a time, a level, an event and its fields', async () => {
    const { time, ...rest } = await logged({ upstream: 'loyalty', status: 200, durationMs: 12, code: undefined })
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(rest).toEqual({ level: 'info', event: 'request', upstream: 'loyalty', status: 200, durationMs: 12 })
  })

  test('is in the file when the call returns', async () => {
    const directory = await makeFolder()
    const log = openPinoLog({ directory })
    log.warn('one')
    log.info('two')
    expect((await linesIn(directory)).map(({ level, event }) => [level, event])).toEqual([
      ['warn', 'one'],
      ['info', 'two'],
    ])
  })

  test('drops fields that are not permitted, and counts them', async () => {
    const line = await logged({ upstream: 'loyalty', password: 'hush', authorization: 'Basic aHVzaA==' })
    expect(line).toMatchObject({ upstream: 'loyalty', droppedFields: 2 })
    expect(JSON.stringify(line)).not.toMatch(/hush|aHVz/)
  })

  test('is cut off', async () => {
    expect((await logged({ reason: 'x'.repeat(5_000) })).reason).toBe(`${'x'.repeat(200)}…`)
  })

  test('cannot be split in two or steer a terminal', async () => {
    const directory = await makeFolder()
    openPinoLog({ directory }).info('request', { reason: 'a\r\n{"level":"error"}\u001b[2J\u009b2J\u2028\u007f' })
    const text = await readFile(join(directory, 'agent.log'), 'utf8')
    expect(text.match(/\n/g)).toHaveLength(1)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]/)
  })

  test('never holds a card number', async () => {
    const reason = 'paid with 4111 1111 1111 1111 today'
    expect((await logged({ reason })).reason).toBe('paid with [card number] today')
  })
})

describe('a bug', () => {
  test('is logged with its stack, redacted like any text', async () => {
    const directory = await makeFolder()
    const bug = new TypeError('no such card: 4111111111111111')
    openPinoLog({ directory }).error('bug', bug, { reference: 'r-1', body: 'hush' } as LogFields)
    const [line] = await linesIn(directory)
    expect(line).toMatchObject({
      level: 'error',
      event: 'bug',
      reference: 'r-1',
      droppedFields: 1,
      error: 'TypeError',
      message: 'no such card: [card number]',
      stack: expect.stringContaining('log.system.test.ts'),
    })
    expect(JSON.stringify(line)).not.toContain('4111111111111111')
  })

  test('that is no Error is named by its type only', async () => {
    const directory = await makeFolder()
    openPinoLog({ directory }).error('bug', { password: 'hush' })
    const [line] = await linesIn(directory)
    expect(JSON.stringify(line)).not.toContain('hush')
    expect(line).toMatchObject({ error: 'not an Error but a value of type object' })
  })

  test('that is a fault is logged with code and detail', async () => {
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
  test('is rotated at its limit, and the oldest file is dropped', async () => {
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

  test('is rotated over many starts too', async () => {
    const directory = await makeFolder()
    for (let n = 1; n <= 30; n += 1) {
      const log = openPinoLog({ directory, maxBytes: 1_000, keep: 1 })
      log.info('request', { count: n })
      await log.close()
    }
    expect((await stat(join(directory, 'agent.log'))).size).toBeLessThan(1_200)
    expect((await readdir(directory)).toSorted()).toEqual(['agent.log', 'agent.log.1'])
  })

  test('is continued at the next start', async () => {
    const directory = await makeFolder()
    for (const event of ['first', 'second']) {
      const log = openPinoLog({ directory })
      log.info(event)
      await log.close()
    }
    expect((await linesIn(directory)).map(({ event }) => event)).toEqual(['first', 'second'])
  })

  test.runIf(has('unix'))('is readable by its owner only, also when others could read it before', async () => {
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

  test('that cannot be written for a while throws nothing and continues later', async () => {
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

  test('has the same shape as any other', async () => {
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
  ])('stays one line whatever its route: %j', async (route, shown) => {
    const directory = await makeFolder()
    const log = openPinoLog({ directory })
    log.request({ ...line, route })
    log.request({ ...line, route })
    await log.close()
    expect(await linesIn(directory)).toMatchObject([{ route: shown }, { route: shown }])
  })

  test('keeps its place among the other lines', async () => {
    const directory = await makeFolder()
    const log = openPinoLog({ directory })
    log.info('before')
    log.request(line)
    log.warn('after')
    expect((await linesIn(directory)).map(({ event }) => event)).toEqual(['before', 'request', 'after'])
  })

  test('is in the file after a second, or when many were gathered', async () => {
    const directory = await makeFolder()
    const log = openPinoLog({ directory })
    log.request(line)
    expect(await linesIn(directory)).toEqual([])
    await expect.poll(() => linesIn(directory)).toHaveLength(1)
    for (let n = 0; n < 200; n += 1) log.request(line)
    expect((await linesIn(directory)).length).toBeGreaterThan(50)
    await log.close()
    expect(await linesIn(directory)).toHaveLength(201)
  })

  test.each(['an end', 'an uncaught error'])('is not lost at %s of the process', async (how) => {
    const directory = await makeFolder()
    const log = join(import.meta.dirname, '../../../electron/adapters/log/pinoLog.ts')
    const script = `
      import { openPinoLog } from ${JSON.stringify(pathToFileURL(log).href)}
      const log = openPinoLog({ directory: ${JSON.stringify(directory)} })
      for (let n = 0; n < 5; n += 1) log.request(${JSON.stringify(line)})
      ${how === 'an end' ? 'process.exit(0)' : "throw new Error('oh')"}`
    spawnSync(process.execPath, ['--input-type=module', '-e', script])
    expect(await linesIn(directory)).toHaveLength(5)
  })
})

test('a log in memory records its events', () => {
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
