import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readPolicy } from '#core/settings/policy.ts'
import { settingDescriptors } from '#core/settings/settingDescriptors.ts'

const root = join(import.meta.dirname, '../..')
const read = (name: string) => readFileSync(join(root, 'out/policy', name), 'utf8')
const names = settingDescriptors().map(({ facts }) => facts.name)

beforeAll(() => {
  execFileSync(process.execPath, ['build/policy/templates.mjs'], { cwd: root })
})

test('the templates of Group Policy and Intune list every setting with a title', () => {
  const admx = read('TillAgent.admx')
  const adml = read('en-US/TillAgent.adml')
  expect([...admx.matchAll(/valueName="([^"]+)"/g)].map(([, name]) => name)).toEqual(names)
  const wanted = [...admx.matchAll(/\$\((?:string|presentation)\.([^)]+)\)/g)].map(([, id = '']) => id)
  expect(wanted.length).toBeGreaterThan(names.length * 3)
  for (const id of wanted) expect(adml).toContain(`id="${id}"`)
})

test('the templates have the bounds of the settings', () => {
  const manifest = JSON.parse(read('jamf-manifest.json')) as {
    properties: Record<string, { anyOf: { minimum?: number; maximum?: number }[] }>
  }
  expect(Object.keys(manifest.properties)).toEqual(names)
  for (const {
    facts: { name, least, most },
  } of settingDescriptors())
    expect(manifest.properties[name]?.anyOf[1]).toMatchObject({
      ...(least && { minimum: least }),
      ...(most && { maximum: most }),
    })
})

test('the examples are valid policies', () => {
  const { policy, problems } = readPolicy(JSON.parse(read('policy.example.json')))
  expect(problems).toEqual([])
  const understood = Object.entries(policy).flatMap(([group, set]) =>
    Object.keys(set ?? {}).map((key) => `${group}.${key}`),
  )
  expect(understood).toEqual(names)
  const profile = read('agent.till.TillAgent.mobileconfig')
  for (const name of names) expect(profile).toContain(`<key>${name}</key>`)
})

test('every file that is XML is well-formed', () => {
  for (const name of ['TillAgent.admx', 'en-US/TillAgent.adml', 'agent.till.TillAgent.mobileconfig'])
    expect(unclosed(read(name)), name).toEqual([])
})

/** Names of elements that were opened and not closed, or the other way round. */
function unclosed(xml: string): string[] {
  const open: string[] = []
  for (const [, slash, name = '', selfClosed] of xml.matchAll(/<(\/?)([a-zA-Z]\w*)(?:[^<>"]|"[^"]*")*?(\/?)>/g)) {
    if (selfClosed) continue
    if (!slash) open.push(name)
    else if (open.pop() !== name) return [name]
  }
  return open
}
