import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { openClaims } from '#adapters/system/callerClaim.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

/** A file system (FUSE) whose program never answers, in a mount namespace of its own. It goes with the process that holds it. */
const mountAndRun =
  'exec 3<>/dev/fuse; mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0,allow_other none "$1"; shift; exec "$@"'

// Found by review: one look at such a claim stopped the whole agent, sales included, for as long as its user liked.
test.runIf(has('file systems of its own'))(
  'a claim that its user has mounted a file system on is told by nobody, and holds nobody up',
  async () => {
    const directory = join(makeFolder(), 'callers')
    openClaims(directory)
    const name = 'ab'.repeat(32)
    mkdirSync(join(directory, name))
    const looking = [process.execPath, join(import.meta.dirname, 'claimCommand.ts'), directory, name]
    const child = spawn('unshare', ['--mount', 'sh', '-c', mountAndRun, 'sh', join(directory, name), ...looking])
    onTestFinished(() => void child.kill('SIGKILL'))
    for await (const line of createInterface(child.stdout)) {
      expect(JSON.parse(line)).toEqual({
        byMount: ['nobody', 0],
        inTime: 0,
        late: ['nobody', 'nobody'],
        whileTwoHang: 'nobody',
      })
      return
    }
    throw new Error(`It told nothing: ${await text(child.stderr)}`)
  },
)
