import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { readSigned } from '../../electron/core/updates/signedRelease.ts'
import { buildMissingParts, runNode } from '../support/builtParts.ts'
import { makeDirectory, makeKey, runSign } from '../support/releases.ts'

const root = join(import.meta.dirname, '../..')
const output = join(root, 'out/package-test')
const hasExeMaker = existsSync('/usr/bin/x86_64-w64-mingw32-gcc') && existsSync('/usr/bin/x86_64-w64-mingw32-windres')
const hasAppImageMaker = existsSync('/usr/bin/mksquashfs') && existsSync('/usr/bin/desktop-file-validate')

beforeAll(() => {
  buildMissingParts()
  rmSync(output, { recursive: true, force: true })
  runNode('build/package.mjs', '--skip-build', `--output=${output}`)
}, 180_000)

const linux = join(output, 'linux-unpacked')
const windows = join(output, 'win-unpacked')

function filesIn(asar: string): string[] {
  const names = listPackage(asar, { isPack: false }).map((name) => name.replaceAll('\\', '/').slice(1))
  return names.filter((name) => !names.some((other) => other.startsWith(`${name}/`)))
}

describe.each([['linux', linux, 'till-agent'], ...(hasExeMaker ? [['windows', windows, 'till-agent.exe']] : [])])(
  'the package for %s',
  (_, folder, program) => {
    const asar = join(folder, 'resources/app.asar')

    test('holds what runs and nothing else', () => {
      const files = filesIn(asar)
      const renderer = files.filter((name) => name.startsWith('out/renderer/'))
      expect(files.filter((name) => !renderer.includes(name)).sort()).toEqual([
        'node_modules/keytar/build/Release/keytar.node',
        'node_modules/keytar/lib/keytar.js',
        'node_modules/keytar/package.json',
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

    test('says in its package.json what it is, and nothing of how it is made', () => {
      const about = JSON.parse(extractFile(asar, 'package.json').toString())
      expect(about.main).toBe('out/main/main.js')
      expect(Object.keys(about)).not.toContain('devDependencies')
      expect(Object.keys(about)).not.toContain('scripts')
    })

    test('leaves native code outside the archive', () => {
      const unpacked = join(folder, 'resources/app.asar.unpacked')
      const files = readdirSync(unpacked, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      expect(files.map(({ name }) => name)).toEqual(['keytar.node'])
    })

    // standards.md 11, written out once more: what is wanted must not be read from what is done.
    test('has every fuse as it should be', async () => {
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

    test('brings the licence', () => {
      expect(readFileSync(join(folder, 'resources/LICENSE.txt'), 'utf8')).toContain('Apache License')
    })
  },
)

describe.skipIf(!hasExeMaker)('the package for windows', () => {
  test('has the hash of its archive in the program', () => {
    const exe = readFileSync(join(windows, 'till-agent.exe'))
    expect(exe.includes(Buffer.from('ELECTRONASAR', 'utf16le'))).toBe(true)
    expect(exe.toString('latin1')).toMatch(/resources\\+app\.asar","alg":"SHA256","value":"[0-9a-f]{64}"/)
  })

  // electron-builder writes it into the package together with its set-up, which is made on Windows; what is asked of it
  // stands here, build/package/check.mjs looks at the package there, and without it the agent takes no update at all.
  test('names the publisher whose updates alone it takes', () => {
    const config = readFileSync(join(root, 'build/electron-builder.yml'), 'utf8')
    expect(config).toMatch(/signtoolOptions:\n(\s+#.*\n)*\s+publisherName: \['[^']+'\]/)
    expect(config).not.toMatch(/verifyUpdateCodeSignature: false/)
  })
})

describe('the packages for linux', () => {
  test.skipIf(!hasAppImageMaker)('an AppImage ends with the map that tells what need not be downloaded again', () => {
    const channel = readFileSync(join(output, 'latest-linux.yml'), 'utf8')
    expect(channel).toMatch(/url: till-agent-\d+\.\d+\.\d+-linux-x86_64\.AppImage/)
    expect(channel).toMatch(/blockMapSize: [1-9]/)
  })

  test.skipIf(!hasAppImageMaker)('head office can sign what was packaged, and a till believes it', () => {
    const keyFile = join(makeDirectory(), 'release.pem')
    const keys = makeKey(keyFile)
    const args = ['--key', keyFile, '--counter', '1', '--ring', '*=100']
    expect(runSign(['--channel', join(output, 'latest-linux.yml'), ...args])).toContain(
      'counter 1, floor 0.0.0, * 100 %',
    )
    const signed = readFileSync(join(output, 'latest-linux.signed.json'))
    const { release } = readSigned(signed, { keys, channel: 'latest-linux' }, undefined, Date.now())
    // Not the deb: that one is kept up to date by others.
    expect(release.files.map(({ name }) => name.split('.').at(-1))).toEqual(['AppImage'])
    expect(release.files[0]?.blockMapSize).toBeGreaterThan(0)
  })

  test('what two systems packaged for one channel is published together', () => {
    const [parts, target] = [makeDirectory(), join(makeDirectory(), 'dist')]
    for (const processor of ['x64', 'arm64']) {
      mkdirSync(join(parts, processor))
      writeFileSync(join(parts, processor, `till-agent-${processor}.zip`), processor)
      const channel = `version: 1.2.0\nfiles:\n  - url: till-agent-${processor}.zip\n    sha512: x\n`
      writeFileSync(join(parts, processor, 'latest-mac.yml'), channel)
    }
    runNode('build/release/gather.mjs', parts, target)
    const channel = readFileSync(join(target, 'latest-mac.yml'), 'utf8')
    expect(channel.match(/url: till-agent-(x64|arm64)\.zip/g)).toHaveLength(2)
    expect(readdirSync(target).sort()).toEqual(['latest-mac.yml', 'till-agent-arm64.zip', 'till-agent-x64.zip'])
  })
})

describe.skipIf(!existsSync('/usr/bin/dpkg-deb'))('the deb', () => {
  const deb = () => join(output, readdirSync(output).find((name) => name.endsWith('.deb')) ?? '')
  const controlOf = (name: string) => execFileSync('dpkg-deb', ['--info', deb(), name], { encoding: 'utf8' })

  test('the deb installs the service, switched off, and takes it away again', () => {
    const listed = execFileSync('dpkg-deb', ['--contents', deb()], { encoding: 'utf8' })
    expect(listed).toContain('./usr/lib/systemd/system/till-agent.service')
    expect(listed).toContain('./opt/Till Agent/resources/headless/till-agent.js')
    expect(listed).toContain('./usr/share/applications/till-agent.desktop')
    expect(listed).toContain('./usr/share/icons/hicolor/256x256/apps/till-agent.png')
    expect(controlOf('postinst')).not.toMatch(/systemctl (enable|start)/)
    expect(controlOf('prerm')).toContain('disable --now till-agent.service')
    expect(controlOf('postrm')).toContain('autostart/till-agent.desktop')
  })

  test.each(['postinst', 'prerm', 'postrm'])('the script %s of the deb is a script', (name) => {
    const script = controlOf(name)
    expect(script).not.toContain('${')
    expect(execFileSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toBe('')
  })

  test.each([
    ['stays while a till is in the middle of something', 3, 1],
    ['goes when nothing is under way', 0, 0],
    ['goes when the till agent cannot be asked', 127, 0],
  ])('%s', async (_, answered, wanted) => {
    const home = makeDirectory()
    const socket = join(home, '.config/till-agent/pipe/agent.sock')
    mkdirSync(join(socket, '..'), { recursive: true })
    const agent = createServer().listen(socket)
    await once(agent, 'listening')
    onTestFinished(() => void agent.close())
    const stubs = join(makeDirectory(), 'bin')
    mkdirSync(stubs)
    const stub = (name: string, script: string) =>
      writeFileSync(join(stubs, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    stub('getent', `echo "anna:x:1000:1000:Anna:${home}:/bin/sh"`)
    stub(
      'runuser',
      `[ "$*" = "-u $(stat -c %U ${socket}) -- timeout 20 till-agent reset --check" ] && exit ${answered}; exit 9`,
    )
    stub('systemctl', 'exit 0')
    const env = { PATH: `${stubs}:${process.env.PATH}` }
    const { status, stderr } = spawnSync('bash', ['-s', 'remove'], { input: controlOf('prerm'), env, encoding: 'utf8' })
    expect({ status, said: stderr.includes('Try again when the sale is over') }).toEqual({
      status: wanted,
      said: wanted === 1,
    })
    expect(spawnSync('bash', ['-s', 'upgrade', '2'], { input: controlOf('prerm'), env }).status).toBe(0)
  })

  test.skipIf(!existsSync('/usr/bin/systemd-analyze'))('the service is well-formed and shut in', () => {
    const unit = join(root, 'build/linux/till-agent.service')
    const said = execFileSync('systemd-analyze', ['security', '--offline=true', '--threshold=25', unit], {
      encoding: 'utf8',
    })
    expect(said).toMatch(/Overall exposure level/)
  })

  test('a package is not twice as large as what is in it', () => {
    expect(statSync(join(linux, 'resources/app.asar')).size).toBeLessThan(12 * 1024 * 1024)
  })
})
