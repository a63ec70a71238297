// node build/package/check.mjs dist   checks real packages before they are published.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { load } from 'js-yaml'
import { wantedFuses } from './fuses.mjs'

const [output = 'dist'] = process.argv.slice(2)
const programs = {
  'win-unpacked': 'till-agent.exe',
  'win-arm64-unpacked': 'till-agent.exe',
  'linux-unpacked': 'till-agent',
  'linux-arm64-unpacked': 'till-agent',
  mac: 'Till Agent.app/Contents/MacOS/Till Agent',
  'mac-arm64': 'Till Agent.app/Contents/MacOS/Till Agent',
}
const faults = []
const found = readdirSync(output).filter((name) => name in programs)
if (found.length === 0) faults.push(`There is no package in ${output}.`)
for (const name of found) {
  const folder = join(output, name)
  const wire = await getCurrentFuseWire(join(folder, programs[name]))
  for (const [fuse, isOn] of Object.entries(wantedFuses))
    if (wire[fuse] !== (isOn ? FuseState.ENABLE : FuseState.DISABLE))
      faults.push(`${name}: fuse ${FuseV1Options[fuse]}`)
  const resources = name.startsWith('mac')
    ? join(folder, 'Till Agent.app/Contents/Resources')
    : join(folder, 'resources')
  if (existsSync(join(resources, 'default_app.asar'))) faults.push(`${name}: Electron's own app is still inside`)
  const update = load(readFileSync(join(resources, 'app-update.yml'), 'utf8'))
  if (!update.url?.startsWith('https://')) faults.push(`${name}: updates do not come by https`)
  if (name.startsWith('win') && !existsSync(join(folder, 'till-agent-service.exe')))
    faults.push(`${name}: there is no program for the service`)
  if (name.startsWith('win') && !update.publisherName?.length) faults.push(`${name}: app-update.yml names no publisher`)
}
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.exitCode = faults.length > 0 ? 1 : 0
