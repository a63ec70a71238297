// npm start: builds the product and opens it in Electron, for developers. Arguments go on to it: npm start -- --hidden
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const electron = electronProgram()

if (electron === undefined) {
  process.stderr.write(`Electron itself is not here: npm brings it only when it is asked for, from its makers' release host.
Run "npx install-electron" where that can be reached, then "npm start" again.
Without it: "npm run demo" shows the same window in a browser, and "npm test -- test/electron" runs the app on a stand-in.
`)
  process.exitCode = 1
} else {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const built = ['renderer', 'main', 'preload'].every(
    (mode) => run(process.execPath, vite, 'build', '--mode', mode) === 0,
  )
  process.exitCode = built ? run(electron, '.', ...process.argv.slice(2)) : 1
}

/** Where its own package says; asking that package would begin to download it. */
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
