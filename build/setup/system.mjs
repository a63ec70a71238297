import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { forBench, forTests, isOnPath, run, Stop, say } from './step.mjs'

const installers = {
  'apt-get': 'apt-get install -y --no-install-recommends',
  dnf: 'dnf install -y',
  pacman: 'pacman -S --needed --noconfirm',
  brew: 'brew install',
}

export const libsecret = {
  name: 'libsecret',
  why: 'keytar, which reaches the OS keychain, is built against it',
  isThere: hasLibsecret,
  packages: { 'apt-get': 'libsecret-1-dev', dnf: 'libsecret-devel', pacman: 'libsecret' },
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
/** Parts of the packages are tested only where these are; they are not asked for where they cannot be had at once. */
const packageTestParts = [
  program('mksquashfs', 'the tests make an AppImage with it', { 'apt-get': 'squashfs-tools' }),
  program('desktop-file-validate', 'the tests make an AppImage with it', { 'apt-get': 'desktop-file-utils' }),
  program('x86_64-w64-mingw32-gcc', 'the tests make a stand-in for a Windows program with it', {
    'apt-get': 'gcc-mingw-w64-x86-64-win32',
  }),
]
const testParts = [
  program('openssl', 'the tests make certificates with it', { ...sameNameIn('openssl'), brew: 'openssl' }),
]
const benchParts = [
  {
    name: 'nginx',
    why: 'the bench compares the agent with it',
    // Not on the path of everybody who may run it.
    isThere: () => isOnPath('nginx') || existsSync('/usr/sbin/nginx'),
    packages: { 'apt-get': 'nginx-light', dnf: 'nginx', pacman: 'nginx' },
  },
  program('wrk', 'the bench loads the agent with it', { 'apt-get': 'wrk', pacman: 'wrk' }),
  program('taskset', 'the bench keeps each program on a core of its own', sameNameIn('util-linux')),
  ...testParts,
]
const buildTools = ['make', 'g++', 'python3'].map((name) => program(name, 'keytar is built with it', sameNameIn(name)))

const isMissing = (part) => !part.isThere()

export function partsMissingForTests() {
  const onLinux = process.platform === 'linux' ? linuxTestParts : []
  return [...onLinux, ...testParts, ...(canInstall() ? packageTestParts : [])].filter(isMissing)
}

export function partsMissingForBench() {
  return benchParts.filter(isMissing)
}

export function buildToolsMissing() {
  return buildTools.filter(isMissing)
}

export function lacksLibsecret() {
  return process.platform === 'linux' && !hasLibsecret()
}

/** Tests and the bench stop without these; the demo only goes without a keychain. */
export function provide(parts) {
  try {
    if (!canInstall()) throw new Stop(parts.map(adviceOn).join('\n'))
    install(parts)
  } catch (thrown) {
    if (forTests || forBench || !(thrown instanceof Stop)) throw thrown
    say(`The OS keychain will not be available. ${parts.map(adviceOn).join('\n')}`)
  }
}

function canInstall() {
  return process.platform === 'linux' && process.getuid() === 0 && isOnPath('apt-get')
}

function install(parts) {
  const names = parts.map((part) => part.packages['apt-get'])
  const missing = `missing: ${parts.map((part) => part.name).join(', ')}`
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (title, reason, ...args) =>
    run(title, reason, 'apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], env)
  apt('Reading the package lists', missing, 'update')
  apt('Installing system packages', names.join(' '), 'install', '-y', '--no-install-recommends', ...names)
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

function program(name, why, packages) {
  return { name, why, packages, isThere: () => isOnPath(name) }
}

function hasLibsecret() {
  const multiarch = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.includes('-linux-')) : []
  const folders = ['lib', 'lib64', 'share', ...multiarch.map((name) => `lib/${name}`), 'local/lib']
  const own = (process.env.PKG_CONFIG_PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const all = [...own, ...folders.map((name) => `/usr/${name}/pkgconfig`)]
  return all.some((folder) => existsSync(join(folder, 'libsecret-1.pc')))
}
