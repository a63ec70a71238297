import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { forBench, forTests, isOnPath, run, Stop, say } from './step.mjs'

const installers = {
  'apt-get': 'apt-get install -y --no-install-recommends',
  dnf: 'dnf install -y',
  pacman: 'pacman -S --needed --noconfirm',
  brew: 'brew install',
}

const nginx = program(
  'nginx',
  'the bench compares the agent with it, and simulated tills look for releases there',
  { 'apt-get': 'nginx-light', dnf: 'nginx', pacman: 'nginx' },
  '/usr/sbin/nginx',
)

export const libsecret = {
  name: 'libsecret',
  why: 'the keychain is reached through it',
  isThere: hasLibsecret,
  packages: { 'apt-get': 'libsecret-1-0', dnf: 'libsecret', pacman: 'libsecret' },
}
const fontFolders = ['truetype/dejavu', 'dejavu-sans-fonts', 'TTF'].map((folder) => `/usr/share/fonts/${folder}`)
const linuxTestParts = [
  libsecret,
  program('dbus-daemon', 'the tests run a private message bus', {
    'apt-get': 'dbus',
    dnf: 'dbus-daemon',
    pacman: 'dbus',
  }),
  program('gnome-keyring-daemon', 'the tests run a throw-away keyring', sameNameIn('gnome-keyring')),
  program('gdbus', 'the tests lock that keyring with it', {
    'apt-get': 'libglib2.0-bin',
    dnf: 'glib2',
    pacman: 'glib2',
  }),
  {
    ...program('chromium', 'the tests call the agent from pages in it', sameNameIn('chromium')),
    // As test/support/browser.ts looks for it.
    isThere: () => ['chromium', 'chromium-browser', 'google-chrome'].some(isOnPath),
  },
  {
    name: 'DejaVu fonts',
    why: 'pages are drawn with them',
    isThere: () => fontFolders.some((folder) => existsSync(folder)),
    packages: { 'apt-get': 'fonts-dejavu-core', dnf: 'dejavu-sans-fonts', pacman: 'ttf-dejavu' },
  },
]
/** Some tests run only where these are; they are not asked for where they cannot be had at once. */
const optionalTestParts = [
  {
    ...program('chromium-headless-shell', 'the tests open the window in it, which is quicker', {
      'apt-get': 'chromium-headless-shell',
    }),
    // Only Debian has it as a package; the whole Chromium does as well.
    isThere: () => isOnPath('chromium-headless-shell') || !isDebian(),
  },
  program('gcc', 'the trials compile the shim with it that makes system calls fail', sameNameIn('gcc')),
  program('squid', 'the tests call clouds through it', { 'apt-get': 'squid-openssl' }, '/usr/sbin/squid'),
  program('tinyproxy', 'the tests call clouds through it', { 'apt-get': 'tinyproxy' }),
  program(
    'sshd',
    'the tests bring files to it over SFTP',
    { 'apt-get': 'openssh-server openssh-sftp-server' },
    '/usr/sbin/sshd',
  ),
  {
    ...program('proftpd', 'the tests bring files to it over FTPS', { 'apt-get': 'proftpd-core proftpd-mod-crypto' }),
    isThere: () => existsSync('/usr/sbin/proftpd') && existsSync('/usr/lib/proftpd/mod_tls.so'),
  },
  nginx,
  program('prometheus', 'the tests judge the alerts of `fleet/` with it', { 'apt-get': 'prometheus' }),
  program('mksquashfs', 'the tests make an AppImage with it', { 'apt-get': 'squashfs-tools' }),
  program('desktop-file-validate', 'the tests make an AppImage with it', { 'apt-get': 'desktop-file-utils' }),
  program('plistutil', 'the tests read property lists of macOS with it', { 'apt-get': 'libplist-utils' }),
  program('zsh', 'the tests complete commands in it', sameNameIn('zsh')),
  program('fish', 'the tests complete commands in it', sameNameIn('fish')),
  program('php', "the tests call the agent with it as a shop's connector does", { 'apt-get': 'php-cli' }),
  program('javac', "the tests call the agent with Java as a shop's connector does", {
    'apt-get': 'default-jdk-headless',
  }),
  program('python3', 'the tests run the client in Python with it', sameNameIn('python3')),
  program('curl-config', 'the tests compile the client in C++ with libcurl', {
    'apt-get': 'g++ libcurl4-openssl-dev',
  }),
  {
    ...program('mcs', 'the tests compile the client in C# with it', {
      'apt-get': 'mono-mcs libmono-system-net-http4.0-cil libmono-system-runtime-serialization4.0-cil',
    }),
    isThere: () => isOnPath('mcs') && existsSync('/usr/lib/mono/4.5/System.Net.Http.dll'),
  },
  program('fpc', 'the tests compile the client in Pascal with it', {
    'apt-get': 'fp-compiler fp-units-fcl fp-units-net',
  }),
  program('x86_64-w64-mingw32-gcc', 'the tests make a stand-in for a Windows program with it', {
    'apt-get': 'gcc-mingw-w64-x86-64-win32',
  }),
]
const testParts = [
  program('openssl', 'the tests make certificates with it', { ...sameNameIn('openssl'), brew: 'openssl' }),
]
const benchParts = [
  nginx,
  program('wrk', 'the bench loads the agent with it', { 'apt-get': 'wrk', pacman: 'wrk' }),
  program('taskset', 'the bench keeps each program on a core of its own', sameNameIn('util-linux')),
  ...testParts,
]

const isMissing = (part) => !part.isThere()

export function partsMissingForTests() {
  const onLinux = process.platform === 'linux' ? linuxTestParts : []
  return [...onLinux, ...testParts, ...(canInstall() ? optionalTestParts : [])].filter(isMissing)
}

export function partsMissingForBench() {
  return benchParts.filter(isMissing)
}

export function lacksLibsecret() {
  return process.platform === 'linux' && !hasLibsecret()
}

/**
 * Tests and the bench stop without these; the demo only goes without a keychain.
 *
 * @param extra installed with them, where that is possible
 * @throws Stop at once, before anything is installed, where it is not possible and `parts` are needed
 */
export function provide(parts, extra = []) {
  if (canInstall()) return installAll(parts, extra)
  if (parts.length === 0) return Promise.resolve()
  const advice = parts.map(adviceOn).join('\n')
  if (forTests || forBench) throw new Stop(advice)
  say(`The OS keychain will not be available. ${advice}`)
  return Promise.resolve()
}

async function installAll(parts, extra) {
  try {
    await install([...parts, ...extra])
  } catch (thrown) {
    if (!(thrown instanceof Stop)) throw thrown
    if (extra.length > 0) return installAll(parts, [])
    if (forTests || forBench) throw thrown
    say(`The OS keychain will not be available. ${parts.map(adviceOn).join('\n')}`)
  }
}

export function canInstall() {
  return process.platform === 'linux' && isOnPath('apt-get') && (process.getuid() === 0 || mayUseSudo())
}

/** A runner of a CI: nobody's own machine, where `sudo` asks for no password. */
function mayUseSudo() {
  return process.env.CI === 'true' && isOnPath('sudo')
}

async function install(parts) {
  if (parts.length === 0) return
  const names = parts.flatMap((part) => part.packages['apt-get'].split(' '))
  const missing = `missing: ${parts.map((part) => part.name).join(', ')}`
  const asRoot = process.getuid() === 0 ? [] : ['sudo', '-n']
  const [command, ...before] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get']
  const apt = (title, reason, ...args) =>
    run(title, reason, command, [...before, '-q', '-o', 'DPkg::Lock::Timeout=120', ...args], process.env)
  await apt('Reading the package lists', missing, 'update')
  await apt('Installing system packages', names.join(' '), 'install', '-y', '--no-install-recommends', ...names)
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function adviceOn(part) {
  const installer = Object.keys(installers).find((name) => isOnPath(name) && part.packages[name] !== undefined)
  const sudo = installer === 'brew' || process.getuid?.() === 0 ? '' : 'sudo '
  const remedy = installer
    ? `Install it with: ${sudo}${installers[installer]} ${part.packages[installer]}`
    : 'Install it with the package manager of this system.'
  return `${part.name} is missing: ${part.why}. ${remedy}`
}

function sameNameIn(name) {
  return { 'apt-get': name, dnf: name, pacman: name }
}

/** @param path where it lies for those on whose path it is not */
export function program(name, why, packages, path) {
  return { name, why, packages, isThere: () => isOnPath(name) || (path !== undefined && existsSync(path)) }
}

function hasLibsecret() {
  const multiarch = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.includes('-linux-')) : []
  const folders = ['lib', 'lib64', ...multiarch.map((name) => `lib/${name}`), 'local/lib']
  const own = (process.env.LD_LIBRARY_PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const all = [...own, ...folders.map((name) => `/usr/${name}`)]
  return all.some((folder) => existsSync(join(folder, 'libsecret-1.so.0')))
}
