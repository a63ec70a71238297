// npm run package -- [--skip-build] [--output=FOLDER] [target …]   makes the packages that this machine can make.
//
// Targets: linux, AppImage, deb, windows; by default all. With Electron in node_modules/electron/dist the packages are
// real and go to dist/. Without it they hold a stand-in, do not run, and go to out/package for a look inside.
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
if (!args.includes('--skip-build')) execFileSync(process.execPath, ['build/build.mjs'], { stdio: 'inherit' })

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
  const missing = needs.filter((program) => !isInstalled(program))
  const isElsewhere = isReal && platform !== process.platform
  if (isElsewhere) print(`${name} is left out: it is packaged on its own system.`)
  else if (missing.length > 0) print(`${name} is left out: it needs ${missing.join(' and ')}, which is not here.`)
  return !isElsewhere && missing.length === 0
})
// The targets of one system are made together, because they share its channel file.
for (const platform of ['linux', 'win32']) {
  const wanted = possible.filter((job) => job.platform === platform).map(({ target }) => target)
  if (wanted.length > 0) await make(platform, wanted)
}

/** Makes the stand-in beside its place and renames it, because tests package in parallel. */
async function makeAtomically(fake, platform) {
  const temporary = `${fake}.${process.pid}`
  await makeFakeElectron(temporary, platform, electronVersion)
  try {
    renameSync(temporary, fake)
  } catch {
    rmSync(temporary, { recursive: true, force: true })
  }
}

async function make(platform, wanted) {
  const output = folder ?? (isReal ? 'dist' : 'out/package')
  const fake = join(root, 'out', `fake-electron-${platform}`)
  if (!isReal && !existsSync(join(fake, 'version'))) await makeAtomically(fake, platform)
  if (wanted.includes('AppImage') && !isReal) process.env.APPIMAGE_TOOLS_PATH = appImageTools()
  if (wanted.includes('deb') && !isInstalled('fpm')) process.env.CUSTOM_FPM_PATH = join(root, 'build/package/fpm.mjs')
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
    print(`Made ${file}${isReal ? '' : ' with a stand-in for Electron: it does not run.'}`)
}

/** Stands in for electron-builder's tools, which it would download: those of this system, and a runtime that does not run. */
function appImageTools() {
  const folder = join(root, 'out', 'appimage-tools')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'runtimes'), { recursive: true })
  mkdirSync(join(folder, 'lib/x64'), { recursive: true })
  writeFileSync(
    join(folder, 'runtimes/runtime-x64'),
    '#!/bin/sh\necho "This AppImage is a stand-in."; exit 1\n'.padEnd(4096, '\n'),
  )
  for (const program of ['mksquashfs', 'desktop-file-validate']) symlinkSync(pathOf(program), join(folder, program))
  return folder
}

function isInstalled(program) {
  return pathOf(program) !== undefined
}

function pathOf(program) {
  const found = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program))
  return found.find((path) => existsSync(path) && spawnSync(path, ['--version']).error === undefined)
}

function print(sentence) {
  process.stdout.write(`${sentence}\n`)
}
