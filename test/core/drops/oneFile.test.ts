import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskFolders } from '#adapters/drops/diskFolders.ts'
import { Fault } from '#core/base/fault.ts'
import { DropShop, folderWith } from '#test/support/dropShop.ts'
import { has } from '#test/support/skips.ts'

const dayMs = 24 * 3_600_000
const unusable = () => new Fault('DROP_FOLDER_UNUSABLE', 'The file cannot be used: this user may not write there.')

/** What one file met was thrown out of the whole round: no other was claimed or sent, over restarts. */
describe('one file stopped a whole folder for good', () => {
  test('a file that may not be read goes into "refused", and others are sent', async () => {
    const shop = new DropShop()
    const folder = diskFolders.at(shop.folder)
    shop.start({
      folder: folderWith(folder, {
        read: async (claimed, seen) => (claimed.name === 'A.csv' ? 'unreadable' : folder.read(claimed, seen)),
      }),
    })
    shop.leave('A.csv', 'of another user')
    shop.leave('B.csv', 'of a customer')
    await shop.look(2)
    expect(shop.atServer()).toEqual({ 'B.csv': 'of a customer' })
    expect(shop.refused).toEqual(['unreadable'])
    expect(shop.note('refused', 'A.csv')).toContain('could not be read')
  })

  test.runIf(has('no root', 'unix'))('the disk tells it', async () => {
    const shop = new DropShop()
    shop.leave('A.csv', 'x')
    chmodSync(join(shop.folder, 'A.csv'), 0o000)
    await shop.look(2)
    expect(shop.refused).toEqual(['unreadable'])
  })

  test.each(['claim', 'settle', 'refuse'] as const)('where "%s" of one fails, others go on', async (call) => {
    const shop = new DropShop()
    const folder = diskFolders.at(shop.folder)
    const failing = async ({ name }: { name: string }) => {
      if (name.startsWith('A')) throw unusable()
    }
    shop.start({
      folder: folderWith(folder, {
        [call]: async (...[claimed, ...rest]: [{ name: string }, ...unknown[]]) => {
          await failing(claimed)
          return (folder[call] as (...args: unknown[]) => Promise<unknown>).call(folder, claimed, ...rest)
        },
      }),
    })
    shop.leave(call === 'refuse' ? `A${'a'.repeat(201)}` : 'A.csv', 'of one customer')
    shop.leave('B.csv', 'of another customer')
    await shop.look(3)
    expect(shop.atServer()).toMatchObject({ 'B.csv': 'of another customer' })
    expect(shop.in('sent')).toContain('B.csv')
    expect(shop.worker.problem).toMatchObject({ problem: 'folder', detail: unusable().detail })
  })

  test('a file that is at the server stays sent, also where its original cannot be moved', async () => {
    const shop = new DropShop()
    const folder = diskFolders.at(shop.folder)
    shop.start({ folder: folderWith(folder, { settle: () => Promise.reject(unusable()) }) })
    shop.leave('A.csv', 'x')
    await shop.look(3)
    expect(shop.files.of('sales')).toMatchObject([{ state: { name: 'sent' } }])
    await shop.worker.stop()
    shop.start()
    await shop.look()
    expect(shop.in('sent')).toEqual(['A.csv', 'A.csv.note.txt'])
    expect(shop.server.named.get('A.csv')).toBe(1)
  })

  test('where one that is over time cannot be put back, it waits for that, and others go on', async () => {
    const shop = new DropShop()
    shop.server.problem = 'unreachable'
    shop.leave('A.csv', 'of a customer')
    await shop.look(2)
    for (const name of shop.in('sending')) rmSync(join(shop.folder, 'sending', name))
    await shop.worker.stop()
    shop.start({ folder: folderWith(diskFolders.at(shop.folder), { restore: () => Promise.reject(unusable()) }) })
    await shop.look(1, 4 * dayMs)
    shop.leave('B.csv', 'of another customer')
    await shop.look(2)
    expect(shop.files.of('sales').map(({ name }) => name)).toEqual(['A.csv', 'B.csv'])
    await shop.worker.stop()
    shop.start()
    await shop.look()
    expect(shop.in('refused')).toContain('A.csv')
  })
})

/** 83 letters of Devanagari are 249 bytes: the ending of the note made them more than the 255 that a file system keeps. */
test('a name that is too long goes into "refused" as far as it fits, whole letters only', async () => {
  const shop = new DropShop()
  const letters = has('unix') ? 83 : 82
  shop.leave('क'.repeat(letters), 'x')
  shop.leave(`${'क'.repeat(82)}1`, 'y')
  shop.leave('B.csv', 'of a customer')
  await shop.look(2)
  expect(shop.atServer()).toEqual({ 'B.csv': 'of a customer' })
  const kept = 'क'.repeat(66)
  expect(shop.in('refused')).toEqual(
    [kept, `${kept}.note.txt`, expect.stringMatching(/^df_/), expect.stringMatching(/^df_.*\.note\.txt$/)].toSorted(
      (one, other) => (String(one) < String(other) ? -1 : 1),
    ),
  )
  expect(shop.refused).toEqual(['name', 'name'])
})

/** They were looked for under the text of their names, where nothing lies: they stayed for ever, and nobody was told. */
test.runIf(has('linux'))('names that are no UTF-8 go into "refused", also two that look the same', async () => {
  const shop = new DropShop()
  for (const letter of [0xe4, 0xf6])
    writeFileSync(Buffer.concat([Buffer.from(join(shop.folder, 'Ums')), Buffer.from([letter, 0x2e, 0x63])]), 'x')
  await shop.look(2)
  expect(shop.refused).toEqual(['name', 'name'])
  expect(shop.in('.')).toEqual([])
  expect(shop.in('refused')).toContain('Ums\ufffd.c')
  expect(shop.note('refused', 'Ums\ufffd.c')).toContain('not written in UTF-8')
})

/** Each further one was counted up to its number, by a look at each before it. */
test('a file whose name is in "sent" already gets its id before it', async () => {
  const shop = new DropShop()
  for (const day of ['monday', 'tuesday', 'wednesday']) {
    shop.leave('SALES.csv', day)
    await shop.look(2)
    shop.server.files.clear()
  }
  const ids = shop.sent.slice(1).map(({ id }) => `${id}-SALES.csv`)
  expect(shop.in('sent').filter((name) => !name.endsWith('.note.txt'))).toEqual(['SALES.csv', ...ids].toSorted())
})

describe('what somebody else has put into "sending"', () => {
  test('a folder goes back, where it is left', async () => {
    const shop = new DropShop()
    await diskFolders.at(shop.folder).prepare()
    mkdirSync(join(shop.folder, 'sending', 'a~b'))
    shop.leave('B.csv', 'of a customer')
    await shop.look(2)
    expect(readdirSync(shop.folder).toSorted()).toEqual(['b', 'refused', 'sending', 'sent'])
    expect(shop.atServer()).toEqual({ 'B.csv': 'of a customer' })
    expect(shop.worker.problem).toBeUndefined()
  })

  test('a file whose name is never claimed is not sent', async () => {
    const shop = new DropShop()
    await diskFolders.at(shop.folder).prepare()
    writeFileSync(join(shop.folder, 'sending', 'x~.htaccess'), 'x')
    await shop.look(2)
    expect(shop.atServer()).toEqual({})
    expect(existsSync(join(shop.folder, '.htaccess'))).toBe(true)
  })

  test.runIf(has('unix'))('a pipe goes into "refused"', async () => {
    const shop = new DropShop()
    await diskFolders.at(shop.folder).prepare()
    execFileSync('mkfifo', [join(shop.folder, 'sending', 'x~pipe')])
    await shop.look(2)
    expect(shop.in('refused')).toEqual(['pipe', 'pipe.note.txt'])
  })
})
