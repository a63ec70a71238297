import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown }

interface Target {
  target: string
  arch: string[]
}
interface System {
  files: { from: string; to: string; filter: string[] }[]
  target: Target[]
}
type Key = 'win' | 'mac' | 'linux'
const config = load(readFileSync(join(root, 'build/electron-builder.yml'), 'utf8')) as Record<Key, System> & {
  nsis: object
}
const systems: Key[] = ['win', 'mac', 'linux']

/** For which system and processor a program was made, by its header (PE, Mach-O, ELF). */
function kindOf(binary: Buffer): string {
  if (binary.readUInt32BE(0) === 0x7f454c46)
    return `linux ${processor(binary.readUInt16LE(18), { 62: 'x64', 183: 'arm64' })}`
  if (binary.readUInt32LE(0) === 0xfeedfacf)
    return `mac ${processor(binary.readUInt32LE(4), { 16777223: 'x64', 16777228: 'arm64' })}`
  const header = binary.readUInt32LE(0x3c)
  if (binary.toString('latin1', 0, 2) === 'MZ' && binary.readUInt32BE(header) === 0x50450000)
    return `win ${processor(binary.readUInt16LE(header + 4), { 34404: 'x64', 43620: 'arm64' })}`
  return 'unknown'
}

function processor(code: number, names: Record<number, string>): string {
  return names[code] ?? `0x${code.toString(16)}`
}

const packages = systems.flatMap((system) =>
  [...new Set(config[system].target.flatMap(({ arch }) => arch))].map((arch) => [system, arch] as const),
)

// A package for Windows that was made on Linux held the binary of Linux: no till could keep a secret.
test.each(packages)('the package for %s %s carries the keychain library of its own system', (system, arch) => {
  const [own] = config[system].files
  expect(own).toMatchObject({ to: own?.from, filter: ['keytar.node'] })
  const binary = readFileSync(join(root, own?.from.replace(/\$\{arch\}/, arch) ?? '', 'keytar.node'))
  expect(kindOf(binary)).toBe(`${system} ${arch}`)
})

// Apple's hardened runtime: what is not named here is forbidden to the app, whoever gets into it.
test('the app for macOS is hardened, and excepted for what V8 needs alone', () => {
  const entitlements = readFileSync(join(root, 'build/mac/entitlements.plist'), 'utf8')
  expect([...entitlements.matchAll(/<key>(.*)<\/key>/g)].map(([, key]) => key)).toEqual([
    'com.apple.security.cs.allow-jit',
  ])
  const file = 'build/mac/entitlements.plist'
  expect(config.mac).toMatchObject({
    hardenedRuntime: true,
    notarize: true,
    entitlements: file,
    entitlementsInherit: file,
  })
})

// electron-updater's helper runs whatever it is given, and a machine-wide set-up lies where the cashier may write.
test('the package for Windows elevates nothing but a set-up that a person started', () => {
  expect(config.nsis).toMatchObject({ perMachine: false, selectPerMachineByDefault: false, packElevateHelper: false })
})
