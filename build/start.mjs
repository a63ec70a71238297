// npm start [-- argument …]   builds the program and runs it in Electron, for developers: npm start -- --hidden
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const electron = electronProgram()

if (electron === undefined) {
  process.stderr.write(`Electron is not installed: npm downloads it only on request, from the release host of its makers.
Run "npx install-electron" where that host can be reached, then "npm start" again.
Without Electron: "npm run demo" shows the same window in a browser, and "npm test -- test/electron" runs the app on a stand-in.
`)
  process.exitCode = 1
} else {
  const isBuilt = run(process.execPath, join(root, 'build/build.mjs'), 'window', 'main', 'preload') === 0
  process.exitCode = isBuilt ? run(electron, '.', ...process.argv.slice(2)) : 1
}

/** The path that the package `electron` notes. Importing that package would start the download. */
function electronProgram() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist')
  const note = join(root, 'node_modules/electron/path.txt')
  const name = existsSync(note) ? readFileSync(note, 'utf8').trim() : 'electron'
  const program = join(folder, name)
  return existsSync(program) ? program : undefined
}

function run(program, ...args) {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status ?? 1
}
