import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown }

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
  env?: Record<string, string>
}
interface Job {
  permissions?: Record<string, string>
  environment?: string
  env?: Record<string, string>
  needs?: string
  uses?: string
  strategy?: { matrix: { os?: string[] } }
  steps: Step[]
}

const folder = join(import.meta.dirname, '../../.github/workflows')
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), 'utf8')
  const read = load(text) as { permissions: object; env?: object; jobs: Record<string, Partial<Job>> }
  // A job that calls another workflow has no steps.
  const all = Object.entries(read.jobs).map(([job, about]): [string, Job] => [job, { steps: [], ...about }])
  return { ...read, jobs: Object.fromEntries(all), name, text }
})
const jobs = workflows.flatMap(({ name, jobs: all }) =>
  Object.entries(all).map(([job, about]) => ({ ...about, name: `${name} ${job}` })),
)
const jobsOf = (file: string) => workflows.find(({ name }) => name === file)?.jobs ?? {}
const release = jobsOf('release.yml')
const ci = jobsOf('ci.yml')

test.each(workflows)('each action is named by its commit, with the version beside it, in $name', ({ text }) => {
  const lines = text.split('\n').filter((line) => /^\s*-?\s*uses: (?!\.\/)/.test(line))
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.filter((line) => !/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
  // One commit for each action: two would be of two versions.
  const pins = new Set(lines.map((line) => line.replace(/^.*uses: /, '')))
  expect(pins.size).toBe(new Set([...pins].map((pin) => pin.replace(/@.*/, ''))).size)
})

test.each(workflows)('no job has a right that it does not name, in $name', ({ permissions, jobs: all }) => {
  expect(permissions).toEqual({})
  for (const job of Object.values(all)) expect(job.permissions).toEqual(expect.objectContaining({ contents: 'read' }))
})

test.each(jobs)('no credential is left in the copy of the sources, in $name', ({ steps }) => {
  for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@')))
    expect(step.with).toMatchObject({ 'persist-credentials': false })
})

describe('the release key', () => {
  const withKey = jobs.flatMap((job) => {
    const holds = (part: unknown) => JSON.stringify(part ?? {}).includes('RELEASE_KEY')
    const steps = job.steps.filter((step) => holds(step))
    return steps.length > 0 || holds(job.env) ? [{ job, steps, isWide: holds(job.env) }] : []
  })

  test('is in one step of one job, which a person approves', () => {
    expect(withKey).toHaveLength(1)
    expect(withKey[0]).toMatchObject({ isWide: false, job: { environment: 'release' } })
    expect(withKey[0]?.steps).toHaveLength(1)
    for (const { env } of workflows) expect(JSON.stringify(env ?? {})).not.toContain('RELEASE_KEY')
  })

  test('is in a job that installs and runs no package', () => {
    const commands = withKey[0]?.job.steps.map(({ run = '' }) => run).join('\n') ?? ''
    expect(commands).not.toMatch(/\b(npm|npx|yarn|pnpm|pip|curl|wget)\b/)
    expect(withKey[0]?.steps[0]?.run).toMatch(/^\s*node build\/release\/sign\.mjs/m)
  })

  test('signs only what this workflow is proven to have made', () => {
    const commands = withKey[0]?.job.steps.map(({ run = '' }) => run) ?? []
    const proof = commands.findIndex((run) => run.includes('gh attestation verify'))
    expect(proof).toBeGreaterThan(-1)
    expect(proof).toBeLessThan(commands.findIndex((run) => run.includes('sign.mjs')))
  })
})

describe('what is published', () => {
  const step = (action: string) => release.package?.steps.find(({ uses }) => uses?.startsWith(action))
  const linesOf = (text: unknown) => String(text).trim().split('\n')

  test('is attested, but for the channel files, which the signer compares with the packages', () => {
    const uploaded = linesOf(step('actions/upload-artifact@')?.with?.path)
    const attested = linesOf(step('actions/attest-build-provenance@')?.with?.['subject-path'])
    expect(uploaded.filter((path) => !attested.includes(path))).toEqual(['dist/latest*.yml'])
    expect(release.package?.permissions).toEqual({ contents: 'read', 'id-token': 'write', attestations: 'write' })
  })

  test('has a list of its parts for each system, under a name of its own', () => {
    const commands = release.package?.steps.map(({ run = '' }) => run).join('\n')
    expect(commands).toMatch(/cp out\/sbom\.cdx\.json ".*\$\{\{ matrix\.name \}\}\.cdx\.json"/)
  })

  test('is verified as a till does, without the key', () => {
    const commands = release.publish?.steps.map(({ run = '' }) => run) ?? []
    const at = commands.findIndex((run) => run.includes('verify.mjs'))
    expect(at).toBeGreaterThan(-1)
    expect(at).toBeLessThan(commands.findIndex((run) => run.includes('rsync')))
  })
})

describe('every system', () => {
  const runsOn = (part: string) =>
    Object.values(ci).filter(({ steps }) => steps.some(({ run = '' }) => run.includes(part)))

  test.each(['--project unit', '--project system', 'test/electron'])('runs %s', (part) => {
    expect(runsOn(part).map(({ strategy }) => strategy?.matrix.os)).toEqual([
      ['ubuntu-24.04', 'windows-2025', 'macos-15'],
    ])
  })

  test('runs the app in Electron itself, and never in the stand-in unseen', () => {
    expect(runsOn('test/electron').map(({ env }) => env)).toEqual([{ TILL_TEST_ELECTRON: 'required' }])
  })

  test('is tried before anything is packaged', () => {
    expect([release.test?.uses, release.package?.needs]).toEqual(['./.github/workflows/ci.yml', 'test'])
  })
})

test.each(workflows)('no failure is taken for an answer, in $name', ({ text }) => {
  expect(text).not.toMatch(/\|\| (echo|true|:)/)
  expect(text).not.toMatch(/continue-on-error/)
})
