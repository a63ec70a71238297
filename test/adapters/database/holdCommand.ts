import { once } from 'node:events'
import { createServer } from 'node:net'
import { lockDataDir } from '#adapters/database/dataDirLock.ts'

/** Holds a data directory (`lock <dir>`) or a loopback port (`listen <host>`) until it is killed. Prints what it holds. */
const [what, where = ''] = process.argv.slice(2)

if (what === 'lock') {
  lockDataDir(where)
  process.stdout.write('locked\n')
} else {
  const server = createServer().listen(0, where)
  await once(server, 'listening')
  process.stdout.write(`${JSON.stringify(server.address())}\n`)
}
setInterval(() => {}, 60_000)
