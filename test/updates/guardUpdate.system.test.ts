import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'

test('the rollback watchdog exits when no update is under way', async () => {
  const dataDir = join(makeFolder(), 'data')
  expect(await run(['guard-update', join(dataDir, 'none.AppImage'), '999999', '--data-dir', dataDir])).toMatchObject({
    code: 0,
  })
})
