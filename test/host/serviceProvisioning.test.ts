import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createSystemdService } from '#adapters/service/systemdService.ts'
import { readProvisioningFile } from '#host/provisioningFile.ts'
import { filesForService } from '#host/service/serviceProvisioning.ts'
import { makeFolder, removeFolder, writeInputIn } from '#test/support/folder.ts'

const loyalty = {
  ...{ id: 'loyalty', scheme: 'capillary-till', baseUrl: 'https://127.0.0.1:9', till: 'store.server' },
  password: { file: 'loyalty.txt' },
}

function write(upstream: object = loyalty): string {
  const folder = makeFolder()
  for (const name of ['loyalty.txt', 'ca.pem', 'vault-key']) writeInputIn(folder, name, 'hunter2')
  mkdirSync(join(folder, 'more'), { mode: 0o700 })
  writeInputIn(join(folder, 'more'), 'loyalty.txt', 'hunter2')
  return writeInputIn(folder, 'till.json', { upstreams: [{ ...loyalty, ...upstream }] })
}

test('with systemd, what a provisioning file names beside it is handed to the service, where the file finds it', async () => {
  const provisioning = write({ caFile: 'ca.pem' })
  const root = makeFolder()
  const service = createSystemdService({ root, run: async () => '' })
  const provisioningFiles = filesForService(provisioning, {}, 'linux')
  await service.install({ program: ['/opt/x'], vault: 'memory', provisioning, provisioningFiles })

  // As systemd does before it starts the service.
  const credentials = makeFolder()
  const unit = readFileSync(join(root, 'etc/systemd/system/till-agent.service'), 'utf8')
  for (const [, name = '', file = ''] of unit.matchAll(/^LoadCredential=([^:]+):(.+)$/gm))
    copyFileSync(file, join(credentials, name))
  const [read] = readProvisioningFile(join(credentials, 'provision.json'), {}).upstreams
  expect(read).toMatchObject({ password: 'hunter2', caFile: join(credentials, 'ca.pem') })
})

const elsewhere = makeFolder()
afterAll(() => removeFolder(elsewhere))
writeInputIn(elsewhere, 'pw.txt', 'hunter2')

describe('what a service would not find is told at its installation', () => {
  test.each<[string, object, NodeJS.Platform, RegExp]>([
    ['a variable of this shell', { password: { env: 'LOYALTY' } }, 'linux', /LOYALTY/],
    ['a variable of this shell, on macOS', { password: { env: 'LOYALTY' } }, 'darwin', /LOYALTY/],
    [
      'a secret in another folder',
      { password: { file: 'more/loyalty.txt' } },
      'linux',
      /may not read .*more\/loyalty\.txt/,
    ],
    [
      'a secret by its whole path',
      { password: { file: join(elsewhere, 'pw.txt') } },
      'linux',
      /may not read .*pw\.txt/,
    ],
    [
      'a name that the service manager has given away',
      { password: { file: 'vault-key' } },
      'linux',
      /may not read .*vault-key/,
    ],
    ['a secret that is not there', { password: { file: 'gone.txt' } }, 'linux', /gone\.txt.* could not be read/],
  ])('%s', (_, upstream, platform, why) => {
    expect(() => filesForService(write(upstream), { LOYALTY: 'hunter2' }, platform)).toThrow(
      expect.objectContaining({
        code: 'SECRET_MISSING',
        message: expect.stringMatching(why),
        remedy: expect.anything(),
      }),
    )
  })
})

test.each<[string, object, NodeJS.Platform]>([
  ['a variable of the machine, on Windows', { password: { env: 'LOYALTY' } }, 'win32'],
  ['a secret in another folder, on macOS', { password: { file: 'more/loyalty.txt' } }, 'darwin'],
])('a service finds %s', (_, upstream, platform) => {
  expect(filesForService(write(upstream), { LOYALTY: 'hunter2' }, platform)).toEqual([])
})

test('certificates of the machine are read where they are', () => {
  expect(
    filesForService(write({ caFile: '/etc/ssl/certs/ca.pem' }), {}, 'linux').map((path) => basename(path)),
  ).toEqual(['loyalty.txt'])
})
