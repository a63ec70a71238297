import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { SignedReport } from '#cli/certify/report.ts'
import { built } from '#test/support/command.ts'
import { has } from '#test/support/skips.ts'
import { build, type LanguageName, languageNames, languages } from './languages.ts'

interface Certified {
  code: number
  report: SignedReport['report']
}

function certify(command: string[], ...more: string[]): Promise<Certified> {
  const script = command.map((word) => `'${word}'`).join(' ')
  const ports = ['--port', '0', '--simulator-port', '0']
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [built, 'certify', '--json', '--script', script, ...ports, ...more], (error, stdout) => {
      if (stdout === '') reject(error)
      else resolve({ code: Number(error?.code ?? 0), report: JSON.parse(stdout).report })
    })
  })
}

// All of them at once, since a certification waits more than it computes.
const certified = new Map<LanguageName, Promise<Certified>>()

beforeAll(() => {
  for (const name of languageNames)
    if (has(...languages[name].needs)) certified.set(name, certify(build(name, 'sample')))
})

const repeating = [process.execPath, join(import.meta.dirname, 'repeatingCheckout.ts')]

test('till-agent certify fails a checkout that repeats a sale after OUTCOME_UNKNOWN, and says so', async () => {
  const { code, report } = await certify(repeating, '--only', 'lost-after')
  expect([code, report.passed]).toEqual([1, false])
  const [rule] = report.scenarios[0]?.rules.filter(({ verdict }) => verdict === 'broken') ?? []
  expect(rule).toMatchObject({
    rule: 'never-repeated',
    seen: expect.stringContaining('was sent again'),
    read: 'docs/integrate.md#what-to-repeat-and-what-never',
  })
})

// Three ways of signing in to a cloud that is not known further, at once as well.
const plain = [process.execPath, join(import.meta.dirname, 'plainCheckout.ts')]
const plainSchemes = ['oauth2', 'basic', 'header'] as const
const certifiedPlain = new Map<string, Promise<Certified>>()

beforeAll(() => {
  for (const scheme of plainSchemes) certifiedPlain.set(scheme, certify(plain, '--scheme', scheme))
})

test.each(plainSchemes)('till-agent certify passes a checkout at a cloud behind %s', async (scheme) => {
  const { code, report } = (await certifiedPlain.get(scheme)) as Certified
  expect(report.scenarios.filter(({ verdict }) => verdict !== 'kept')).toEqual([])
  expect([code, report.passed, report.scheme, report.scenarios.length]).toEqual([0, true, scheme, 10])
})

test('till-agent certify fails such a checkout that repeats a sale which may have happened', async () => {
  const { code, report } = await certify([...plain, '--repeat'], '--scheme', 'header', '--only', 'lost-after')
  const broken = report.scenarios[0]?.rules.filter(({ verdict }) => verdict === 'broken').map(({ rule }) => rule)
  expect([code, broken]).toEqual([1, ['never-repeated', 'sold-once']])
})

for (const name of languageNames)
  test.runIf(has(...languages[name].needs))(`till-agent certify passes the sample checkout in ${name}`, async () => {
    const { code, report } = (await certified.get(name)) as Certified
    expect(report.scenarios.filter(({ verdict }) => verdict !== 'kept')).toEqual([])
    expect([code, report.passed, report.skipped]).toEqual([0, true, []])
  })
