import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, Stop, say } from './step.mjs'

const lockFile = join(root, 'out', 'setup.lock')
const patienceMs = 10 * 60_000

/** Two terminals may start at once: one works, the other waits and then finds nothing left to do. */
export async function alone(work) {
  const giveUpAt = Date.now() + patienceMs
  for (let hasTold = false; !takeLock(); hasTold = true) {
    if (!hasTold) say('Another terminal is setting this folder up; waiting for it.')
    if (Date.now() > giveUpAt) {
      throw new Stop('It takes too long. If no other terminal is at work here, delete out/setup.lock and try again.')
    }
    await sleep(200)
  }
  try {
    await work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

function takeLock() {
  for (;;) {
    try {
      mkdirSync(join(root, 'out'), { recursive: true })
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
      return true
    } catch (thrown) {
      if (['EACCES', 'EPERM', 'EROFS'].includes(thrown.code)) {
        throw new Stop(`This folder cannot be written to (${thrown.path}). Make it yours, or clone again as this user.`)
      }
      if (thrown.code !== 'EEXIST') throw thrown
      if (!holderIsGone()) return false
      rmSync(lockFile, { force: true })
    }
  }
}

function holderIsGone() {
  try {
    process.kill(Number(readFileSync(lockFile, 'utf8')), 0)
    return false
  } catch (thrown) {
    return thrown.code === 'ESRCH' || thrown.code === 'ENOENT'
  }
}
