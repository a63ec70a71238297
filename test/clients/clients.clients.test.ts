import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { announcementFolders } from '#adapters/system/portFile.ts'
import { has } from '#test/support/skips.ts'
import { type Driver, startDriver } from './driver.ts'
import { build, languageNames, languages } from './languages.ts'
import { scenario } from './scenario.ts'
import { type Shop, startShop } from './shop.ts'

// One scenario, in every language that there is a client in. What a machine cannot compile is skipped: test/support/skips.ts.

let shop: Shop

beforeAll(async () => {
  shop = await startShop()
})

afterAll(() => shop?.close())

describe.each(languageNames)('the client in %s', (name) => {
  const { needs, checksStatements } = languages[name]
  let client: Driver

  beforeAll(() => {
    if (has(...needs)) client = startDriver(build(name, 'scenario'))
  })

  afterAll(() => client?.end())

  test.runIf(has(...needs))('looks where the agent announces itself', async () => {
    const env = { ...process.env }
    delete env.RUNTIME_DIRECTORY
    expect(await client.step('folders')).toEqual({ folders: announcementFolders(env) })
  })

  test.runIf(has(...needs)).each(Object.entries(scenario))('%s', async (_, chapter) => {
    await client.step('connect', { port: shop.agent.port, key: shop.key })
    await chapter({ shop, client, checksStatements })
  })
})
