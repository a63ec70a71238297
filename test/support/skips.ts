import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { releaseKeys } from '#core/releases/releaseKeys.ts'
import { smallDiskSkipReason } from '#test/torture/smallDisk.ts'
import { electronBinary } from './electronBinary.ts'
import { canActAsOthers } from './osUsers.ts'

interface Need {
  isHere(): boolean
  /** Why the tests that need it are skipped without. */
  because: string
}

const root = join(import.meta.dirname, '../..')
const { platform } = process
const isRoot = process.getuid?.() === 0

/** Everything that some tests need and not every machine has. No test is skipped for another reason. */
export const needs = {
  unix: {
    isHere: () => platform !== 'win32',
    because: 'Windows has access lists, pipes and no signals, where Unix has modes, owners and socket files',
  },
  windows: {
    isHere: () => platform === 'win32',
    because: 'only Windows keeps the files that a program holds open',
  },
  linux: {
    isHere: () => platform === 'linux',
    because: 'the test reads /proc, or a keyring or message bus of its own that only Linux has',
  },
  root: { isHere: () => isRoot, because: 'only root makes files of another user, or changes what the system trusts' },
  'no root': { isHere: () => !isRoot, because: 'root may read and write whatever its mode says' },
  'other users': {
    isHere: canActAsOthers,
    because: 'only root acts as other users, where those may run Node and the built agent',
  },
  git: {
    isHere: () => existsSync(join(root, '.git')),
    because: 'sources that were unpacked from an archive have no list of what is in git',
  },
  terminal: {
    isHere: () => platform === 'linux' && existsSync('/usr/bin/script'),
    because: 'the test types at a terminal that `script` of Linux makes',
  },
  python: { isHere: () => runs('python3'), because: 'a shop without Python has no POS in Python' },
  php: {
    isHere: () => spawnSync('php', ['--version']).status === 0,
    because: 'a shop without PHP has no PHP connector',
  },
  java: {
    isHere: () => spawnSync('javac', ['-version']).status === 0,
    because: 'a shop without Java has no Java connector',
  },
  libcurl: {
    isHere: () => runs('g++') && runs('curl-config'),
    because: 'set-up brings the headers of libcurl as root with apt only',
  },
  mono: { isHere: () => runs('mcs') && runs('mono'), because: 'set-up brings Mono as root with apt only' },
  fpc: {
    isHere: () => spawnSync('fpc', ['-iV']).status === 0,
    because: 'set-up brings Free Pascal as root with apt only',
  },
  plistutil: { isHere: () => runs('plistutil'), because: 'set-up brings plistutil as root with apt only' },
  bash: { isHere: () => runs('bash'), because: 'Windows brings no bash' },
  zsh: { isHere: () => runs('zsh'), because: 'set-up brings zsh as root with apt only' },
  fish: { isHere: () => runs('fish'), because: 'set-up brings fish as root with apt only' },
  squid: { isHere: () => existsSync('/usr/sbin/squid'), because: 'squid is a program of Linux' },
  tinyproxy: { isHere: () => existsSync('/usr/bin/tinyproxy'), because: 'tinyproxy is a program of Linux' },
  sshd: { isHere: () => existsSync('/usr/sbin/sshd'), because: 'set-up brings sshd as root with apt only' },
  proftpd: {
    isHere: () => isRoot && areHere('/usr/sbin/proftpd', '/usr/lib/proftpd/mod_tls.so'),
    because: 'set-up brings ProFTPD as root with apt only, and it changes to another user',
  },
  prometheus: {
    isHere: () => areHere('/usr/bin/prometheus', '/usr/bin/promtool'),
    because: 'set-up brings Prometheus as root with apt only',
  },
  nginx: {
    isHere: () => areHere('/usr/sbin/nginx'),
    because: 'set-up brings nginx as root with apt only',
  },
  dpkg: { isHere: () => existsSync('/usr/bin/dpkg-deb'), because: 'a deb is made and read where dpkg is' },
  systemd: { isHere: () => existsSync('/usr/bin/systemd-analyze'), because: 'systemd judges its own units' },
  'maker of AppImages': {
    isHere: () => areHere('/usr/bin/mksquashfs', '/usr/bin/desktop-file-validate'),
    because: 'an AppImage is a squashfs, which mksquashfs of Linux makes',
  },
  'maker of .exe': {
    isHere: () => areHere('/usr/bin/x86_64-w64-mingw32-gcc', '/usr/bin/x86_64-w64-mingw32-windres'),
    because: 'the stand-in for a program of Windows is compiled by mingw',
  },
  'small disk': {
    isHere: () => smallDiskSkipReason(mkdtempSync(join(tmpdir(), 'till-disk-'))) === undefined,
    because: 'only root mounts a disk, and not in every container',
  },
  'file systems of its own': {
    isHere: () => isRoot && existsSync('/dev/fuse') && spawnSync('unshare', ['--mount', 'true']).status === 0,
    because: 'only root mounts a file system that never answers, and not in every container',
  },
  'scayle client': {
    isHere: () => existsSync(join(root, 'out/vendor-clients/scayle-storefront-core-8.62.6')),
    because: 'set-up fetches the client that SCAYLE publishes from a registry',
  },
  'stand-in for Electron': {
    isHere: () => electronBinary() === undefined,
    because: 'the stand-in calls the handlers that Electron calls by itself',
  },
  'no release key': {
    isHere: () => Object.keys(releaseKeys).length === 0,
    because: 'the test is of a build made before the first release',
  },
  'services of Wine': {
    isHere: () => process.env.TILL_TEST_WINE_SERVICES === '1' && existsSync(join(root, 'out/windows/ready')),
    because:
      'a start by the service manager of Wine 8 takes half a minute, and some leave an agent that cannot be asked: TILL_TEST_WINE_SERVICES=1 runs it',
  },
  wine: {
    isHere: () => existsSync(join(root, 'out/windows/ready')),
    because: 'set-up brings Wine as root on Debian only (build/setup/windows.mjs)',
  },
} as const satisfies Record<string, Need>

function runs(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0
}

function areHere(...paths: string[]): boolean {
  return paths.every((path) => existsSync(path))
}

/** Whether everything that a test needs is here: `test.runIf(has('squid', 'root'))`. */
export function has(...names: (keyof typeof needs)[]): boolean {
  return names.every((name) => needs[name].isHere())
}
