import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { channel, makeDirectory, makeRelease, refusalOf, runMakeKey, runSign } from '#test/support/releases.ts'

const root = join(import.meta.dirname, '../..')

/** Sources that trust this key, as they are once `npm run release:key` was run. */
function sourcesThatTrust(keys: Record<string, string>): string {
  const copy = makeDirectory()
  for (const part of ['build/release', 'electron/core', 'electron/contract', 'package.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const file = join(copy, 'electron/core/releases/releaseKeys.ts')
  const source = readFileSync(file, 'utf8').replace('PublicKeys = {}', `PublicKeys = ${JSON.stringify(keys)}`)
  writeFileSync(file, source)
  return copy
}

describe('before it is published, a release is verified as a till does', () => {
  async function openRelease() {
    const folder = makeDirectory()
    const keyFile = join(makeDirectory(), 'release.pem')
    const copy = sourcesThatTrust(runMakeKey(keyFile))
    const path = await makeRelease(folder, '1.2.0')
    runSign(['--channel', join(folder, `${channel}.yml`), '--key', keyFile, '--counter', '900', '--ring', '*=0'])
    const verify = () => {
      const { status, stdout } = spawnSync(process.execPath, [join(copy, 'build/release/verify.mjs'), folder], {
        encoding: 'utf8',
      })
      return { status, stdout }
    }
    return { folder, path, verify }
  }

  test('and is as it was signed', async () => {
    expect((await openRelease()).verify()).toEqual({
      status: 0,
      stdout: `${channel}.signed.json: 1.2.0, as tills see it\n`,
    })
  })

  test('and stays when a package was changed since', async () => {
    const { path, verify } = await openRelease()
    appendFileSync(path, 'more')
    expect(verify().status).toBe(1)
  })

  test('and stays when this build does not trust its key', async () => {
    const { folder } = await openRelease()
    expect(refusalOf('verify.mjs', [folder])).toContain('UpdateError')
  })
})

describe('what the systems made is gathered', () => {
  const gather = (parts: string) => {
    const target = join(makeDirectory(), 'dist')
    execFileSync(process.execPath, [join(root, 'build/release/gather.mjs'), parts, target], { stdio: 'pipe' })
    return target
  }
  const write = (parts: string, system: string, name: string, content: string) => {
    mkdirSync(join(parts, system), { recursive: true })
    writeFileSync(join(parts, system, name), content)
  }

  test('with one channel file for two processors', () => {
    const parts = makeDirectory()
    for (const processor of ['x64', 'arm64']) {
      write(parts, processor, `till-agent-${processor}.zip`, processor)
      const text = `version: 1.2.0\nfiles:\n  - url: till-agent-${processor}.zip\n    sha512: x\n    size: 3\n`
      write(parts, processor, 'latest-mac.yml', text)
    }
    const target = gather(parts)
    const text = readFileSync(join(target, 'latest-mac.yml'), 'utf8')
    expect(text.match(/url: till-agent-(x64|arm64)\.zip/g)).toHaveLength(2)
    expect(readdirSync(target).sort()).toEqual(['latest-mac.yml', 'till-agent-arm64.zip', 'till-agent-x64.zip'])
  })

  test('and no file takes the place of another', () => {
    const parts = makeDirectory()
    for (const system of ['linux-x64', 'mac-x64']) write(parts, system, 'sbom.cdx.json', system)
    expect(() => gather(parts)).toThrow('EEXIST')
  })

  test('unless two systems are of different versions', () => {
    const parts = makeDirectory()
    for (const version of ['1.2.0', '1.3.0'])
      write(parts, version, 'latest.yml', `version: ${version}\nfiles:\n  - url: a-${version}.exe\n    sha512: x\n`)
    expect(() => gather(parts)).toThrow('is of two versions')
  })
})
