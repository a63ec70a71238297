import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import { readProvisioningFile } from '#host/provisioningFile.ts'
import { makeFolder, writeInput, writeInputIn } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const loyalty = {
  ...{ id: 'loyalty', scheme: 'capillary-till', baseUrl: 'https://127.0.0.1:9', till: 'store.server' },
  password: { env: 'LOYALTY_PASSWORD' },
}
const env = { LOYALTY_PASSWORD: 'p', POS_KEY: `ta_pos_${'x'.repeat(43)}` }

const read = (content: string | object) => readProvisioningFile(writeInput('provision.json', content), env)

function refusalOf(act: () => unknown): Fault {
  try {
    return expect.unreachable(JSON.stringify(act()))
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(Fault)
    return thrown as Fault
  }
}

describe('a file is read', () => {
  test('with secrets and keys from elsewhere', () => {
    const file = { upstreams: [loyalty], clients: [{ id: 'pos', name: 'Checkout', key: { env: 'POS_KEY' } }] }
    expect(read(file)).toMatchObject({ upstreams: [{ password: 'p' }], clients: [{ key: env.POS_KEY }] })
  })

  test('with the password of a proxy from elsewhere', () => {
    const file = { ...loyalty, proxy: 'http://till@proxy.store:3128', proxyPassword: { env: 'POS_KEY' } }
    expect(read({ upstreams: [file] })).toMatchObject({ upstreams: [{ proxyPassword: env.POS_KEY }] })
  })

  test.each([
    { ...loyalty, baseUrl: undefined, region: 'EU' },
    { id: 'members', scheme: 'capillary-customer', region: 'APAC2', brand: 'DocDemo' },
    {
      id: 'members',
      scheme: 'capillary-customer',
      region: 'EU',
      gatewayBaseUrl: 'https://g.example',
      brand: 'DocDemo',
    },
  ])('with names that stand for addresses: %j', (upstream) => {
    expect(read({ upstreams: [upstream] }).upstreams).toMatchObject([{ id: upstream.id, region: upstream.region }])
  })

  test('whatever editor saved it', () => {
    const folder = makeFolder()
    const path = join(folder, 'provision.json')
    writeFileSync(path, Buffer.from(`\ufeff${JSON.stringify({ upstreams: [loyalty] })}`, 'utf16le'))
    expect(readProvisioningFile(path, env).upstreams).toHaveLength(1)
    writeFileSync(path, `\ufeff${JSON.stringify({ upstreams: [loyalty] })}\r\n`)
    expect(readProvisioningFile(path, env).upstreams).toHaveLength(1)
  })

  test('with its relative paths below its own folder', () => {
    const folder = makeFolder()
    writeInputIn(folder, 'secret.txt', 'from a file\n')
    const file = { ...loyalty, password: { file: 'secret.txt' }, caFile: ' ca.pem ' }
    const path = writeInputIn(folder, 'provision.json', { upstreams: [file] })
    const [upstream] = readProvisioningFile(path, env).upstreams
    expect(upstream).toMatchObject({ password: 'from a file', caFile: join(folder, 'ca.pem') })
  })
})

describe('a source is taken for a secret only', () => {
  // "till": {"file": "/etc/…"} put a file's text into the settings, the status and a header.
  test.each([
    [
      'till',
      { file: '/etc/hostname' },
      /upstreams\[0\]\.till: must stand here itself: only password, proxyPassword, clientCertificate, clientCertificatePassword may be read/,
    ],
    ['baseUrl', { env: 'HOME' }, /upstreams\[0\]\.baseUrl: must stand here itself/],
    ['caFile', { file: 'x' }, /upstreams\[0\]\.caFile: must stand here itself/],
    ['id', { env: 'HOME' }, /upstreams\[0\]\.id: must stand here itself/],
  ])('not for %s', (name, source, sentence) => {
    expect(refusalOf(() => read({ upstreams: [{ ...loyalty, [name]: source }] })).detail).toMatch(sentence)
  })

  test('nor for a client’s name', () => {
    const file = { clients: [{ id: 'pos', name: { env: 'HOME' } }] }
    expect(refusalOf(() => read(file)).detail).toMatch(/clients\[0\]\.name: /)
  })
})

describe('a file is refused', () => {
  test.runIf(has('unix'))('that others may write, with the command that mends it', () => {
    const path = writeInput('provision.json', { upstreams: [loyalty] })
    chmodSync(path, 0o666)
    const { code, detail, remedy } = refusalOf(() => readProvisioningFile(path, env))
    expect([code, detail]).toEqual(['FILE_UNREADABLE', expect.stringMatching(/can be written by others/)])
    expect(remedy).toBe(`Run: chmod go-w ${path}`)
  })

  // A shop had its till's password in a file that each program of the machine could read.
  test.runIf(has('unix')).each<[string, object, string]>([
    ['a password', { upstreams: [{ ...loyalty, password: 'p' }] }, 'upstreams[0].password'],
    ["a proxy's password", { upstreams: [{ ...loyalty, proxyPassword: 'p' }] }, 'upstreams[0].proxyPassword'],
    ['a key', { clients: [{ id: 'pos', name: 'Checkout', key: env.POS_KEY }] }, 'clients[0].key'],
  ])('that every user may read, while %s stands in it', (_, file, place) => {
    const path = writeInput('provision.json', file)
    expect(() => readProvisioningFile(path, env)).not.toThrow(/every user/)
    chmodSync(path, 0o644)
    const { code, detail, remedy } = refusalOf(() => readProvisioningFile(path, env))
    expect([code, detail]).toEqual(['FILE_UNREADABLE', expect.stringContaining(place)])
    expect(remedy).toBe(`Put {"env": "NAME"} or {"file": "path"} in their place, or run: chmod o-r ${path}`)
    const elsewhere = writeInput('provision.json', { upstreams: [loyalty] })
    chmodSync(elsewhere, 0o644)
    expect(readProvisioningFile(elsewhere, env).upstreams).toHaveLength(1)
  })

  test.each([
    ['a device that never ends', '/dev/zero', /a pipe or a device/],
    ['a folder', '/', /a folder, not a file/],
    ['nothing', '/no/such/file', /could not be read \(ENOENT\)/],
  ])('that is %s', (_, path, sentence) => {
    const { code, detail } = refusalOf(() => readProvisioningFile(path, env))
    expect([code, detail]).toEqual(['FILE_UNREADABLE', expect.stringMatching(sentence)])
  })

  test.each([
    [
      'a text of two megabytes',
      `{"store": {"name": "${'x'.repeat(2_000_000)}"}}`,
      'FILE_UNREADABLE',
      /larger than 1 MiB/,
    ],
    ['an endless list', '['.repeat(500_000), 'INVALID_INPUT', /nested more than 32/],
    ['a name twice', '{"upstreams": [], "upstreams": []}', 'INVALID_INPUT', /"upstreams" stands here twice/],
    ['a path of another language', '{"upstreams": [{"caFile": "C:\\certs"}]}', 'INVALID_INPUT', /backslash/],
  ])('with %s', (_, content, code, sentence) => {
    const fault = refusalOf(() => read(content))
    expect([fault.code, fault.detail]).toEqual([code, expect.stringMatching(sentence)])
  })

  test('with more clients than any till, quickly and in a sentence that can be read', () => {
    const clients = Array.from({ length: 10_000 }, (_, at) => ({ id: `pos-${at}`, name: 'Checkout' }))
    const { code, detail } = refusalOf(() => read({ clients }))
    expect([code, detail]).toEqual(['INVALID_INPUT', expect.stringMatching(/clients: has more clients than any till/)])
    const typos = clients.map((client) => ({ ...client, naem: 'x' }))
    const fault = refusalOf(() => read({ clients: typos }))
    expect(fault.detail).toMatch(/and 9980 more\.$/)
    expect(fault.data).toMatchObject({ issues: { length: 20 } })
  })
})
