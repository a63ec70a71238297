import { execFileSync } from 'node:child_process'
import {
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskFolders } from '#adapters/drops/diskFolders.ts'
import { DropServerError } from '#core/drops/server.ts'
import { DropShop, folderWith } from '#test/support/dropShop.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const hourMs = 3_600_000

test('a whole file goes to the server, and its original into "sent" with a note', async () => {
  const shop = new DropShop()
  shop.leave('SALES.csv', '4711;99.50\n')
  await shop.look(2)
  expect(shop.atServer()).toEqual({ 'SALES.csv': '4711;99.50\n' })
  expect([shop.in('.'), shop.in('sending'), shop.in('sent')]).toEqual([[], [], ['SALES.csv', 'SALES.csv.note.txt']])
  expect(shop.note('sent', 'SALES.csv')).toMatch(/^Sent to sftp:.*\n11 bytes, SHA-256 [0-9a-f]{64}\.\n.*checksum/)
  expect(shop.sent).toMatchObject([{ name: 'SALES.csv', state: { proof: 'checksum' } }])
})

test('where the server tells no checksum, its size must do', async () => {
  const shop = new DropShop()
  shop.server.tellsDigests = false
  shop.leave('SALES.csv', 'x')
  await shop.look(2)
  expect(shop.note('sent', 'SALES.csv')).toContain('by its size')
})

test('a file that is still being written is left until it is whole', async () => {
  const shop = new DropShop()
  shop.leave('SALES.csv', 'first half, ')
  await shop.look(1)
  shop.leave('SALES.csv', 'first half, second half')
  await shop.look(1)
  expect(shop.atServer()).toEqual({})
  await shop.look(1)
  expect(shop.atServer()).toEqual({ 'SALES.csv': 'first half, second half' })
})

test('a file that gets its name when it is whole is taken under that name', async () => {
  const shop = new DropShop()
  shop.leave('SALES.tmp', 'whole')
  await shop.look(3)
  expect(shop.atServer()).toEqual({})
  renameSync(join(shop.folder, 'SALES.tmp'), join(shop.folder, 'SALES.csv'))
  await shop.look(2)
  expect(shop.atServer()).toEqual({ 'SALES.csv': 'whole' })
})

test('a file that is written to after it was claimed goes back', async () => {
  const shop = new DropShop()
  const folder = diskFolders.at(shop.folder)
  let claims = 0
  shop.start({
    folder: folderWith(folder, {
      // A POS that kept the file open: its handle follows the file to its new name.
      claim: async (claimed) => {
        const done = await folder.claim(claimed)
        claims += 1
        return done
      },
      read: async (claimed, seen) => {
        if (claims === 1)
          writeFileSync(join(shop.folder, 'sending', `${claimed.id}~${claimed.name}`), 'longer than before')
        return folder.read(claimed, seen)
      },
    }),
  })
  shop.leave('SALES.csv', 'short')
  await shop.look(2)
  expect([shop.atServer(), shop.in('.')]).toEqual([{}, ['SALES.csv']])
  await shop.look(2)
  expect(shop.atServer()).toEqual({ 'SALES.csv': 'longer than before' })
})

describe.runIf(has('unix'))('what is no plain file is never read', () => {
  test.each([
    ['a symbolic link', (path: string) => symlinkSync('/etc/hostname', path), /link to another/],
    ['a pipe', (path: string) => void execFileSync('mkfifo', [path]), /is no file/],
    [
      'a file with a second name',
      (path: string) => {
        writeFileSync(`${path}.elsewhere.tmp`, 'x')
        linkSync(`${path}.elsewhere.tmp`, path)
      },
      /lies elsewhere too/,
    ],
  ])('%s goes into "refused", with a note', async (_, make, note) => {
    const shop = new DropShop()
    make(join(shop.folder, 'SALES.csv'))
    await shop.look(2)
    expect(shop.atServer()).toEqual({})
    expect(shop.in('refused')).toEqual(['SALES.csv', 'SALES.csv.note.txt'])
    expect(shop.note('refused', 'SALES.csv')).toMatch(note)
    expect(shop.worker.refused).toBe(1)
  })
})

test('files of one folder go in the order in which they were written', async () => {
  const shop = new DropShop()
  const names: string[] = []
  shop.server.onStep = async (step, when) => {
    if (step === 'rename' && when === 'after') names.push([...shop.server.files.keys()].at(-1) as string)
  }
  for (const [at, name] of ['b', 'c', 'a'].entries()) {
    shop.leave(name, name)
    utimesSync(join(shop.folder, name), 1_000 + at, 1_000 + at)
  }
  await shop.look(2)
  expect(names).toEqual(['b', 'c', 'a'])
})

test('a second file of a name waits until the first was taken away at the server, and others pass', async () => {
  const shop = new DropShop()
  shop.server.files.set('SALES.csv', Buffer.from('of yesterday'))
  shop.leave('SALES.csv', 'of today')
  await shop.look(2)
  shop.leave('STOCK.csv', 'stock')
  await shop.look(2)
  expect(shop.atServer()).toEqual({ 'SALES.csv': 'of yesterday', 'STOCK.csv': 'stock' })
  expect(shop.worker.problem?.problem).toBe('name-taken')
  shop.server.files.delete('SALES.csv')
  await shop.look(2, 10 * 60_000)
  expect(shop.atServer()).toMatchObject({ 'SALES.csv': 'of today' })
  expect(shop.worker.problem).toBeUndefined()
})

test('while the server is away, files wait encrypted, and the pauses grow', async () => {
  const shop = new DropShop()
  shop.server.problem = 'unreachable'
  let tries = 0
  const { connect } = shop.server
  shop.server.connect = (...args) => {
    tries += 1
    return connect(...args)
  }
  shop.leave('SALES.csv', 'of a customer')
  await shop.look(100, 6_000)
  expect(tries).toBeGreaterThan(3)
  expect(tries).toBeLessThan(15)
  expect(shop.worker.problem).toMatchObject({ problem: 'unreachable', detail: 'It is away.' })
  shop.server.problem = undefined
  await shop.worker.hurry()
  await shop.worker.idle()
  expect(shop.atServer()).toEqual({ 'SALES.csv': 'of a customer' })
})

test('a password that was refused is tried far less often', async () => {
  const shop = new DropShop()
  shop.server.problem = 'credential'
  shop.leave('SALES.csv', 'x')
  await shop.look(2)
  const [file] = shop.files.of('sales')
  const pause = file?.state.name === 'waiting' ? file.state.notBefore - shop.clock.now() : 0
  expect(pause).toBeGreaterThan(3 * 60_000)
})

test('a file that could not be sent in time goes into "refused", from the copy if somebody removed the original', async () => {
  const shop = new DropShop()
  shop.server.problem = 'unreachable'
  shop.leave('SALES.csv', 'of a customer')
  await shop.look(2)
  for (const name of shop.in('sending')) rmSync(join(shop.folder, 'sending', name))
  await shop.look(2, 73 * hourMs)
  expect(shop.in('refused')).toEqual(['SALES.csv', 'SALES.csv.note.txt'])
  expect(shop.note('refused', 'SALES.csv')).toContain('did not take it in time')
  expect(shop.refused).toEqual(['expired'])
})

test('what was claimed is sent from the copy, whatever happens to the original', async () => {
  const shop = new DropShop()
  shop.server.problem = 'unreachable'
  shop.leave('SALES.csv', 'true')
  await shop.look(2)
  for (const name of shop.in('sending')) writeFileSync(join(shop.folder, 'sending', name), 'changed')
  shop.server.problem = undefined
  await shop.look(1, 10 * 60_000)
  expect(shop.atServer()).toEqual({ 'SALES.csv': 'true' })
})

test('a folder that is given up gets its files back', async () => {
  const shop = new DropShop()
  shop.server.problem = 'unreachable'
  shop.leave('SALES.csv', 'x')
  await shop.look(2)
  await shop.worker.stop()
  await shop.worker.giveBack()
  expect([shop.in('.'), shop.in('sending'), shop.files.of('sales')]).toEqual([['SALES.csv'], [], []])
})

test('another server is not asked about a rename at the one before', async () => {
  const shop = new DropShop()
  shop.server.onStep = async (step, when) => {
    if (step === 'rename' && when === 'before') throw new DropServerError('unreachable', 'The answer was lost.')
  }
  shop.leave('SALES.csv', 'x')
  await shop.look(2)
  const [file] = shop.files.of('sales')
  expect(file?.state).toMatchObject({ name: 'renaming', to: 'sftp://store@files.example/in' })
})

describe('an agent took a refused rename for one whose answer was lost, and let the only copy go', () => {
  /** A scanner takes the temporary file away, right before it gets its name. */
  const scanner = (shop: DropShop) => async (step: string, when: string) => {
    if (step !== 'rename' || when !== 'before') return
    shop.server.files.clear()
    shop.server.onStep = async () => {}
  }

  test('a rename that was refused has not happened: the file is sent anew', async () => {
    const shop = new DropShop()
    shop.server.onStep = scanner(shop)
    shop.leave('SALES.csv', 'of a customer')
    await shop.look(2)
    expect(shop.files.of('sales')).toMatchObject([{ state: { name: 'waiting', problem: 'refused' } }])
    await shop.look(2, 10 * 60_000)
    expect(shop.atServer()).toEqual({ 'SALES.csv': 'of a customer' })
  })

  test('one whose answer was lost is asked about, and not made twice', async () => {
    const shop = new DropShop()
    shop.server.onStep = async (step, when) => {
      if (step === 'rename' && when === 'after') throw new DropServerError('unreachable', 'The answer was lost.')
    }
    shop.leave('SALES.csv', 'of a customer')
    await shop.look(2)
    shop.server.files.clear()
    await shop.look(2, 10 * 60_000)
    expect([shop.sent.length, shop.server.named.get('SALES.csv')]).toEqual([1, 1])
  })

  test('of a folder that is gone at the server, no absence is believed', async () => {
    const shop = new DropShop()
    shop.server.onStep = async (step, when) => {
      if (step === 'rename' && when === 'before') throw new DropServerError('unreachable', 'The answer was lost.')
    }
    shop.leave('SALES.csv', 'of a customer')
    await shop.look(2)
    shop.server.onStep = async () => {}
    shop.server.hasFolder = false
    await shop.look(2, 10 * 60_000)
    expect([shop.sent, shop.worker.problem?.problem]).toEqual([[], 'refused'])
    shop.server.hasFolder = true
    await shop.look(2, 10 * 60_000)
    expect(shop.atServer()).toEqual({ 'SALES.csv': 'of a customer' })
  })
})

/** The POS software's user could have the agent put files, and open them to everybody, wherever only the agent may write. */
describe.runIf(has('unix'))('a link in the place of "sent"', () => {
  test('that comes after the look at the folder gets nothing; the file is put aside once it is gone', async () => {
    const shop = new DropShop()
    const elsewhere = makeFolder()
    const sent = join(shop.folder, 'sent')
    shop.server.onStep = async (step, when) => {
      if (step !== 'rename' || when !== 'after') return
      rmSync(sent, { recursive: true })
      symlinkSync(elsewhere, sent)
    }
    shop.leave('evil.desktop', 'x')
    await shop.look(2)
    expect(readdirSync(elsewhere)).toEqual([])
    expect(shop.files.of('sales')).toMatchObject([{ state: { name: 'sent' } }])
    expect(shop.worker.problem).toMatchObject({ problem: 'folder', detail: expect.stringContaining('a link') })
    rmSync(sent)
    await shop.look()
    expect(shop.in('sent')).toEqual(['evil.desktop', 'evil.desktop.note.txt'])
    expect(statSync(join(sent, 'evil.desktop.note.txt')).mode & 0o777).toBe(0o644)
  })

  test('another folder in its place waits for the next look', async () => {
    const shop = new DropShop()
    const sent = join(shop.folder, 'sent')
    shop.server.onStep = async (step, when) => {
      if (step !== 'rename' || when !== 'after') return
      renameSync(sent, join(shop.folder, 'before'))
      mkdirSync(sent)
    }
    shop.leave('SALES.csv', 'x')
    await shop.look(2)
    expect(shop.in('sent')).toEqual([])
    await shop.look()
    expect(shop.in('sent')).toEqual(['SALES.csv', 'SALES.csv.note.txt'])
  })
})
