// node makeSetUp.mjs FOLDER   makes electron-builder's set-up for Windows there, around test/windows/helpers/app.c in place of
// the agent. Wine and NSIS come from out/windows (build/setup/windows.mjs).
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Arch, build, Platform } from 'electron-builder'
import { load } from 'js-yaml'
import { makeFakeElectron } from '../../build/package/fakeElectron.mjs'

const root = join(import.meta.dirname, '../..')
const windows = join(root, 'out/windows')
const [output] = process.argv.slice(2)
const electron = join(output, 'electron')
const { version: electronVersion } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8'))
const config = load(readFileSync(join(root, 'build/electron-builder.yml'), 'utf8'))
delete config.$schema

Object.assign(process.env, {
  ...{ WINEPREFIX: join(windows, 'prefix'), WINEARCH: 'win64', WINEDEBUG: '-all' },
  ELECTRON_BUILDER_NSIS_DIR: join(windows, 'nsis'),
  ELECTRON_BUILDER_NSIS_RESOURCES_DIR: join(windows, 'nsis-resources'),
  ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za',
})
const program = readFileSync(join(import.meta.dirname, 'helpers/app.c'), 'utf8')
await makeFakeElectron(electron, 'win32', electronVersion, program)
await build({
  targets: Platform.WINDOWS.createTarget('nsis', Arch.x64),
  publish: 'never',
  projectDir: root,
  config: {
    ...config,
    ...{ electronVersion, electronDist: electron },
    directories: { ...config.directories, output },
    win: { ...config.win, signExecutable: false },
    // Debian's NSIS lacks some translations.
    nsis: { ...config.nsis, warningsAsErrors: false },
  },
})
