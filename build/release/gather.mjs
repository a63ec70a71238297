// node build/release/gather.mjs PARTS DIST   puts the packages of all systems into one folder. Where two systems wrote the
// same channel file, as for the two processors of a Mac, the result names the packages of both.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { dump, load } from 'js-yaml'

const [parts, output] = process.argv.slice(2)
if (!parts || !output) throw new Error('Usage: node build/release/gather.mjs PARTS DIST')
mkdirSync(output, { recursive: true })
const channels = new Map()
for (const entry of readdirSync(parts, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())) {
  const path = join(entry.parentPath, entry.name)
  if (!/^latest.*\.yml$/.test(entry.name)) {
    copyFileSync(path, join(output, basename(path)))
    continue
  }
  const channel = load(readFileSync(path, 'utf8'))
  const before = channels.get(entry.name)
  if (before && before.version !== channel.version) throw new Error(`${entry.name} is of two versions.`)
  channels.set(entry.name, before ? { ...before, files: [...before.files, ...channel.files] } : channel)
}
for (const [name, channel] of channels) writeFileSync(join(output, name), dump(channel, { lineWidth: -1 }))
