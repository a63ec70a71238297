import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifySignedRelease } from '#core/releases/signedRelease.ts'
import { buildMissingParts, runNode } from '#test/support/builtParts.ts'
import { makeDirectory, runMakeKey, runSign } from '#test/support/releases.ts'
import { has } from '#test/support/skips.ts'

const root = join(import.meta.dirname, '../..')
const output = join(root, 'out/package-test')

beforeAll(() => {
  buildMissingParts()
  rmSync(output, { recursive: true, force: true })
  runNode('build/package.mjs', '--skip-build', `--output=${output}`)
})

const linux = join(output, 'linux-unpacked')
const windows = join(output, 'win-unpacked')

function filesIn(asar: string): string[] {
  const names = listPackage(asar, { isPack: false }).map((name) => name.replaceAll('\\', '/').slice(1))
  return names.filter((name) => !names.some((other) => other.startsWith(`${name}/`)))
}

describe.each([
  ['linux', linux, 'till-agent'],
  ...(has('maker of .exe') ? [['windows', windows, 'till-agent.exe']] : []),
])('the package for %s', (_, folder, program) => {
  const asar = join(folder, 'resources/app.asar')

  test('holds only what runs', () => {
    const files = filesIn(asar)
    const renderer = files.filter((name) => name.startsWith('out/renderer/'))
    expect(files.filter((name) => !renderer.includes(name)).sort()).toEqual([
      'node_modules/keytar/lib/keytar.js',
      'node_modules/keytar/package.json',
      expect.stringMatching(/^node_modules\/keytar\/prebuilds\/[a-z0-9]+-[a-z0-9]+\/keytar\.node$/),
      'out/main/main.js',
      'out/preload/preload.cjs',
      'package.json',
    ])
    expect(renderer).toContain('out/renderer/index.html')
    expect(renderer).toContain('out/renderer/licenses.json')
    expect(renderer.filter((name) => !/\.(html|js|css|svg|json|woff2)$/.test(name))).toEqual([])
  })

  test('holds no source map, no test and no stand-in', () => {
    const telltales = /\.map$|\.test\.|\.ts$|(^|\/)(test|standin|simulator|fake-electron)(\/|$)/
    expect(filesIn(asar).filter((name) => telltales.test(name))).toEqual([])
    for (const name of ['out/main/main.js', 'out/preload/preload.cjs'])
      expect(extractFile(asar, name).toString()).not.toMatch(/STANDIN_|registerHooks|sourceMappingURL=data:/)
  })

  test('has a package.json without scripts and development dependencies', () => {
    const about = JSON.parse(extractFile(asar, 'package.json').toString())
    expect(about.main).toBe('out/main/main.js')
    expect(Object.keys(about)).not.toContain('devDependencies')
    expect(Object.keys(about)).not.toContain('scripts')
  })

  test('leaves native code outside the archive', () => {
    const unpacked = join(folder, 'resources/app.asar.unpacked')
    const files = readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(files.map(({ name }) => name)).toEqual(['keytar.node'])
    const [binary = { parentPath: '', name: '' }] = files
    const beginning = readFileSync(join(binary.parentPath, binary.name)).subarray(0, 4).toString('latin1')
    expect(beginning).toMatch(program.endsWith('.exe') ? /^MZ/ : /^\x7fELF$/)
  })

  // standards.md 11, written out once more: what is wanted must not be read from what is done.
  test('has the wanted fuses', async () => {
    const {
      version,
      resetAdHocDarwinSignature: _,
      strictlyRequireAllFuses: __,
      ...wire
    } = (await getCurrentFuseWire(join(folder, program))) as Record<string, unknown>
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
      FuseV1Options.WasmTrapHandlers,
    ]
    expect(version).toBe('1')
    expect(Object.keys(wire).length).toBe(9)
    for (const [fuse, state] of Object.entries(wire))
      expect([fuse, state]).toEqual([fuse, on.includes(Number(fuse)) ? FuseState.ENABLE : FuseState.DISABLE])
  })

  test('contains the licence', () => {
    expect(readFileSync(join(folder, 'resources/LICENSE.txt'), 'utf8')).toContain('Apache License')
  })
})

describe.runIf(has('maker of .exe'))('the package for windows', () => {
  test('has the hash of its archive in the program', () => {
    const exe = readFileSync(join(windows, 'till-agent.exe'))
    expect(exe.includes(Buffer.from('ELECTRONASAR', 'utf16le'))).toBe(true)
    expect(exe.toString('latin1')).toMatch(/resources\\+app\.asar","alg":"SHA256","value":"[0-9a-f]{64}"/)
  })

  // electron-builder writes it into the package together with its set-up, which is made on Windows; what is asked of it
  // stands here, build/package/check.mjs looks at the package there, and without it the agent takes no update at all.
  test('names the only publisher whose updates it accepts', () => {
    const config = readFileSync(join(root, 'build/electron-builder.yml'), 'utf8')
    expect(config).toMatch(/signtoolOptions:\n(\s+#.*\n)*\s+publisherName: \['[^']+'\]/)
    expect(config).not.toMatch(/verifyUpdateCodeSignature: false/)
  })
})

describe('the packages for linux', () => {
  test.runIf(has('maker of AppImages'))('a signed release of these packages is trusted by a till', () => {
    const keyFile = join(makeDirectory(), 'release.pem')
    const keys = runMakeKey(keyFile)
    const args = ['--key', keyFile, '--counter', '1', '--ring', '*=100']
    expect(runSign(['--channel', join(output, 'latest-linux.yml'), ...args])).toContain(
      'counter 1, floor 0.0.0, * 100 %',
    )
    const signed = readFileSync(join(output, 'latest-linux.signed.json'))
    const { release } = verifySignedRelease(signed, { keys, channel: 'latest-linux' }, undefined, Date.now())
    // The deb for services of machines, for which root installs it.
    expect(release.files.map(({ name }) => name.split('.').at(-1)).toSorted()).toEqual(['AppImage', 'deb'])
  })
})

describe.runIf(has('dpkg'))('the deb', () => {
  const deb = () => join(output, readdirSync(output).find((name) => name.endsWith('.deb')) ?? '')
  const controlOf = (name: string) => execFileSync('dpkg-deb', ['--info', deb(), name], { encoding: 'utf8' })

  test('the deb installs the service, disabled, and removes it', () => {
    const listed = execFileSync('dpkg-deb', ['--contents', deb()], { encoding: 'utf8' })
    expect(listed).toContain('./usr/lib/systemd/system/till-agent.service')
    expect(listed).toContain('./opt/Till Agent/resources/headless/till-agent.js')
    expect(listed).toContain('./opt/Till Agent/resources/headless/main.js')
    expect(listed).toContain('./opt/Till Agent/resources/headless/package.json')
    // Where the service finds its feed.
    expect(listed).toContain('./opt/Till Agent/resources/app-update.yml')
    expect(listed).toContain('./usr/share/applications/till-agent.desktop')
    expect(listed).toContain('./usr/share/icons/hicolor/256x256/apps/till-agent.png')
    expect(controlOf('postinst')).not.toMatch(/systemctl (enable|start)/)
    expect(controlOf('prerm')).toContain('disable --now till-agent.service')
    expect(controlOf('postrm')).toContain('autostart/till-agent.desktop')
  })

  test.each(['postinst', 'prerm', 'postrm'])('the script %s of the deb is valid bash', (name) => {
    const script = controlOf(name)
    expect(script).not.toContain('${')
    expect(execFileSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toBe('')
  })

  test.runIf(has('systemd'))('the service is valid and sandboxed', () => {
    const unit = join(root, 'build/linux/till-agent.service')
    const said = execFileSync('systemd-analyze', ['security', '--offline=true', '--threshold=25', unit], {
      encoding: 'utf8',
    })
    expect(said).toMatch(/Overall exposure level/)
  })

  test('a package is at most 12 MiB', () => {
    expect(statSync(join(linux, 'resources/app.asar')).size).toBeLessThan(12 * 1024 * 1024)
  })
})
