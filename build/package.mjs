// npm run package -- [--skip-build] [--output=FOLDER] [target …]   packages the program with what this machine has, and says what it left out.
//
// With Electron in node_modules/electron/dist the packages are real and go to dist/. Without it, a stand-in takes its
// place and they go to out/package: good for looking at what is inside, and for nothing else. Targets: linux, AppImage, deb, windows.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { makeFakeElectron } from './package/fakeElectron.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const args = process.argv.slice(2)
const targets = args.filter((word) => !word.startsWith('--'))
const folder = args.find((word) => word.startsWith('--output='))?.slice('--output='.length)
const isReal = existsSync(join(root, 'node_modules/electron/dist/version'))
const { version: electronVersion } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'))

process.chdir(root)
if (!args.includes('--skip-build'))
  for (const mode of ['production', 'main', 'preload', 'renderer'])
    execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--mode', mode], { stdio: 'inherit' })
if (!args.includes('--skip-build')) execFileSync(process.execPath, ['build/bill/make.mjs'], { stdio: 'inherit' })

const { build, Platform, Arch } = await import('electron-builder')
const config = { ...load(readFileSync(join(root, 'build/electron-builder.yml'), 'utf8')), electronVersion }
delete config.$schema

const jobs = [
  { name: 'linux', platform: 'linux', target: 'dir', needs: [] },
  { name: 'AppImage', platform: 'linux', target: 'AppImage', needs: ['mksquashfs', 'desktop-file-validate'] },
  { name: 'deb', platform: 'linux', target: 'deb', needs: ['dpkg-deb'] },
  {
    name: 'windows',
    platform: 'win32',
    target: 'dir',
    needs: isReal ? [] : ['x86_64-w64-mingw32-gcc', 'x86_64-w64-mingw32-windres'],
  },
]
const possible = jobs.filter(({ name, platform, needs }) => {
  if (targets.length > 0 && !targets.includes(name)) return false
  const missing = needs.filter((program) => !isThere(program))
  const isElsewhere = isReal && platform !== process.platform
  if (isElsewhere) say(`${name} is left out: it is packaged on its own system.`)
  else if (missing.length > 0) say(`${name} is left out: it needs ${missing.join(' and ')}, which is not here.`)
  return !isElsewhere && missing.length === 0
})
// Those of one system together: they share its channel file.
for (const platform of ['linux', 'win32']) {
  const wanted = possible.filter((job) => job.platform === platform).map(({ target }) => target)
  if (wanted.length > 0) await make(platform, wanted)
}

/** There at once and whole: the tests package side by side. */
async function makeWhole(fake, platform) {
  const making = `${fake}.${process.pid}`
  await makeFakeElectron(making, platform, electronVersion)
  try {
    renameSync(making, fake)
  } catch {
    rmSync(making, { recursive: true, force: true })
  }
}

async function make(platform, wanted) {
  const output = folder ?? (isReal ? 'dist' : 'out/package')
  const fake = join(root, 'out', `fake-electron-${platform}`)
  if (!isReal && !existsSync(join(fake, 'version'))) await makeWhole(fake, platform)
  if (wanted.includes('AppImage') && !isReal) process.env.APPIMAGE_TOOLS_PATH = appImageTools()
  if (wanted.includes('deb') && !isThere('fpm')) process.env.CUSTOM_FPM_PATH = join(root, 'build/package/fpm.mjs')
  const files = await build({
    targets: (platform === 'linux' ? Platform.LINUX : Platform.WINDOWS).createTarget(wanted, Arch.x64),
    publish: 'never',
    config: {
      ...structuredClone(config),
      directories: { ...config.directories, output },
      ...(!isReal && { electronDist: fake, win: { ...config.win, signExecutable: false } }),
    },
  })
  for (const file of [`${platform === 'linux' ? 'linux' : 'win'}-unpacked, a folder in ${output}`, ...files])
    say(`Made ${file}${isReal ? '' : ' with a stand-in for Electron: it does not run.'}`)
}

/** electron-builder's own tools are not to be had here: this system's, and a runtime that runs nothing. */
function appImageTools() {
  const folder = join(root, 'out', 'appimage-tools')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'runtimes'), { recursive: true })
  mkdirSync(join(folder, 'lib/x64'), { recursive: true })
  writeFileSync(
    join(folder, 'runtimes/runtime-x64'),
    '#!/bin/sh\necho "This AppImage is a stand-in."; exit 1\n'.padEnd(4096, '\n'),
  )
  for (const program of ['mksquashfs', 'desktop-file-validate']) symlinkSync(where(program), join(folder, program))
  return folder
}

function isThere(program) {
  return where(program) !== undefined
}

function where(program) {
  const found = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program))
  return found.find((path) => existsSync(path) && spawnSync(path, ['--version']).error === undefined)
}

function say(sentence) {
  process.stdout.write(`${sentence}\n`)
}
