// node build/release/gather.mjs PARTS DIST   copies the packages of all systems into one folder. When two of them wrote the
// same channel file, as for the two processors of a Mac, the merged one names the packages of both. No other file is ever
// overwritten.
import { constants, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { channelText, readChannel } from './channelFile.mjs'

const [parts, output] = process.argv.slice(2)
if (!parts || !output) throw new Error('Usage: node build/release/gather.mjs PARTS DIST')
mkdirSync(output, { recursive: true })
const channels = new Map()
for (const entry of readdirSync(parts, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())) {
  const path = join(entry.parentPath, entry.name)
  if (!/^latest.*\.yml$/.test(entry.name)) {
    copyFileSync(path, join(output, basename(path)), constants.COPYFILE_EXCL)
    continue
  }
  const channel = readChannel(readFileSync(path, 'utf8'), path)
  const earlier = channels.get(entry.name)
  if (earlier && earlier.version !== channel.version) throw new Error(`${entry.name} is of two versions.`)
  channels.set(entry.name, earlier ? { ...earlier, files: [...earlier.files, ...channel.files] } : channel)
}
for (const [name, channel] of channels) writeFileSync(join(output, name), channelText(channel))
