// Makes a folder that electron-builder takes for Electron, for machines that cannot download Electron. A package with it
// does not run and is a TEST ARTEFACT.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPackage } from '@electron/asar'

/** The sentinel before Electron's fuses, their version, their number, and the default of each. */
const fuses = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100101'),
])
const common = ['icudtl.dat', 'v8_context_snapshot.bin', 'resources.pak', 'LICENSE', 'LICENSES.chromium.html']
const ofLinux = ['chrome-sandbox', 'chrome_crashpad_handler', 'libffmpeg.so']

/**
 * @param version of Electron
 * @param program in C with `wmain` and the fuses, in place of one that does nothing; for Windows
 */
export async function makeFakeElectron(folder, platform, version, program) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'))
  for (const file of platform === 'linux' ? [...common, ...ofLinux] : common)
    writeFileSync(join(folder, file), 'stand-in')
  for (const locale of ['en-US', 'de', 'ar']) writeFileSync(join(folder, 'locales', `${locale}.pak`), 'stand-in')
  writeFileSync(join(folder, 'version'), version)
  await makeDefaultApp(folder)
  if (platform === 'linux') {
    const script = Buffer.from('#!/bin/sh\necho "This is no Electron but a stand-in for it."; exit 1\n')
    writeFileSync(join(folder, 'electron'), Buffer.concat([script, fuses, Buffer.from('\n')]))
    chmodSync(join(folder, 'electron'), 0o755)
  } else makeExe(folder, version, program)
}

async function makeDefaultApp(folder) {
  const app = join(folder, 'default-app')
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{}')
  await createPackage(app, join(folder, 'resources', 'default_app.asar'))
  rmSync(app, { recursive: true })
}

/** Needs gcc and windres of mingw-w64. */
function makeExe(folder, version, program) {
  const [major = 0, minor = 0, patch = 0] = version.split('.')
  const text = fuses
    .toString('latin1')
    .replace(/[^\w]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}" "`)
  const idle = `__attribute__((used)) volatile const char fuses[] = "${text}";\nint wmain(void) { return (int)fuses[0] == 0; }\n`
  writeFileSync(join(folder, 'fake.c'), program ?? idle)
  const values = {
    FileDescription: 'Electron',
    FileVersion: version,
    ProductName: 'Electron',
    ProductVersion: version,
    InternalName: 'electron.exe',
    OriginalFilename: 'electron.exe',
    CompanyName: 'test',
  }
  const lines = Object.entries(values).map(([name, value]) => `VALUE "${name}", "${value}"`)
  writeFileSync(
    join(folder, 'fake.rc'),
    `1 VERSIONINFO\nFILEVERSION ${major},${minor},${patch},0\nPRODUCTVERSION ${major},${minor},${patch},0\nBEGIN\nBLOCK "StringFileInfo" BEGIN BLOCK "040904b0" BEGIN\n${lines.join('\n')}\nEND END\nBLOCK "VarFileInfo" BEGIN VALUE "Translation", 0x409, 1200 END\nEND\n`,
  )
  const run = (program, ...args) => execFileSync(`x86_64-w64-mingw32-${program}`, args, { cwd: folder })
  run('windres', 'fake.rc', '-O', 'coff', '-o', 'fake.res')
  run('gcc', '-s', '-O1', '-municode', 'fake.c', 'fake.res', '-o', 'electron.exe')
  for (const file of ['fake.c', 'fake.rc', 'fake.res']) rmSync(join(folder, file))
  if (!readFileSync(join(folder, 'electron.exe')).includes(fuses)) throw new Error('The stand-in has no fuses.')
}
