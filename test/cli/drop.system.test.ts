import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DropFileView, DropView } from '#contract/drops/drop.ts'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { run, runJson } from '#test/support/command.ts'
import { type FtpsServer, type SftpServer, startFtpsServer, startSftpServer } from '#test/support/fileServers.ts'
import { makeFolder, removeFolder } from '#test/support/folder.ts'
import { startSquid } from '#test/support/proxies.ts'
import { has } from '#test/support/skips.ts'

/** In each file: it must be on the disk in the folder alone. */
const customer = 'customer-919876543210'
const pollOptions = { timeout: 30_000, interval: 100 }

describe.runIf(has('sshd', 'proftpd'))('files of a folder go to servers of other makers', { retry: 0 }, () => {
  let sftp: SftpServer
  let ftps: FtpsServer
  let agent: RunningAgent
  const work = makeFolder()
  const [sales, stock] = [join(work, 'sales'), join(work, 'stock')]

  beforeAll(async () => {
    for (const folder of [sales, stock]) mkdirSync(folder)
    ;[sftp, ftps, agent] = await Promise.all([
      startSftpServer(),
      startFtpsServer(),
      startAgent({ vault: 'keychain', dataDir: join(work, 'data') }),
    ])
  })
  afterAll(async () => {
    await agent?.end()
    await Promise.all([sftp?.close(), ftps?.close()])
    removeFolder(work)
  })

  const drop = (...args: string[]) => runJson(['drop', ...args, '--data-dir', agent.dataDir])
  const add = (...args: string[]) =>
    drop('add', 'sales', '--folder', sales, '--to', sftp.to, '--key', '--secret', `key=file:${sftp.keyFile}`, ...args)
  const shown = async (name: string): Promise<{ drop: DropView; files: DropFileView[] }> =>
    (await drop('show', name)).answer
  /** As POS software should: under its name when it is whole. */
  const leave = (folder: string, name: string) => {
    writeFileSync(join(folder, `${name}.tmp`), `${customer};99.50\n`)
    renameSync(join(folder, `${name}.tmp`), join(folder, name))
  }

  test('where nobody says that the server is the right one, its fingerprint is told and nothing is added', async () => {
    const refused = await add()
    expect(refused.code).toBe(2)
    expect(JSON.stringify(refused.error)).toContain(sftp.fingerprint)
    expect((await drop('list')).answer).toEqual([])
  })

  test('a wrong fingerprint gets neither key nor file', async () => {
    const refused = await add('--fingerprint', `SHA256:${'A'.repeat(43)}`)
    expect(refused).toMatchObject({ code: 1, error: { code: 'DROP_SERVER_UNTRUSTED' } })
  })

  test('a file is brought over SFTP, and its original put aside with a note', async () => {
    expect(await add('--fingerprint', sftp.fingerprint, '--stable-seconds', '1')).toMatchObject({ code: 0 })
    leave(sales, 'MONDAY.csv')
    await expect.poll(() => readdirSync(sftp.folder), pollOptions).toEqual(['MONDAY.csv'])
    await expect
      .poll(() => readdirSync(join(sales, 'sent')), pollOptions)
      .toEqual(['MONDAY.csv', 'MONDAY.csv.note.txt'])
    expect((await shown('sales')).files).toMatchObject([{ file: 'MONDAY.csv', state: 'sent', proof: 'checksum' }])
    const rows = (await runJson(['audit', 'list', '--data-dir', agent.dataDir])).answer as { event: string }[]
    expect(rows.map(({ event }) => event)).toEqual(expect.arrayContaining(['drop-added', 'drop-file-sent']))
  })

  test.runIf(has('squid'))('a file is brought by a proxy, which FTPS cannot use', async () => {
    const { url, log } = await startSquid()
    const folder = join(work, 'by-proxy')
    mkdirSync(folder)
    const through = (name: string, ...args: string[]) => drop('add', name, '--folder', folder, '--proxy', url, ...args)
    const password = ['--ca-file', ftps.caFile, '--secret', `password=file:${join(work, 'word')}`]
    writeFileSync(join(work, 'word'), ftps.password)
    expect(await through('by-ftps', '--to', ftps.to, ...password)).toMatchObject({
      code: 1,
      error: { code: 'INVALID_INPUT', issues: [{ path: 'proxy' }] },
    })
    const key = ['--key', '--secret', `key=file:${sftp.keyFile}`, '--fingerprint', sftp.fingerprint]
    expect(await through('by-proxy', '--to', sftp.to, '--stable-seconds', '1', ...key)).toMatchObject({ code: 0 })
    leave(folder, 'PROXIED.csv')
    await expect.poll(() => existsSync(join(folder, 'sent', 'PROXIED.csv')), pollOptions).toBe(true)
    await expect.poll(() => log()).toContain('CONNECT')
    expect(await drop('remove', 'by-proxy')).toMatchObject({ code: 0 })
    rmSync(join(sftp.folder, 'PROXIED.csv'))
  })

  test('while the server is away, a file waits encrypted, and everything says so', async () => {
    await sftp.stop()
    leave(sales, 'TUESDAY.csv')
    await expect
      .poll(async () => (await shown('sales')).drop, pollOptions)
      .toMatchObject({
        waiting: 1,
        problem: 'unreachable',
      })
    const here = ['--data-dir', agent.dataDir]
    expect((await runJson(['status', ...here])).answer).toMatchObject({
      concerns: expect.arrayContaining([expect.objectContaining({ code: 'DROP_STUCK' })]),
      drops: [{ name: 'sales', waiting: 1 }],
    })
    expect((await run(['outbox', 'list', ...here])).stdout).toContain('Files of the folder "sales" that wait: 1')
    expect((await run(['doctor', ...here])).stdout).toMatch(/nothing listens there/)
    expect(await drop('remove', 'sales')).toMatchObject({ code: 1, error: { code: 'DROP_IN_USE' } })
    expect((await runJson(['reset', '--check', ...here])).code).toBe(3)
    const kept = readdirSync(agent.dataDir).filter((name) => name.startsWith('outbox.sqlite'))
    expect(kept.length).toBeGreaterThan(0)
    for (const name of kept) expect(readFileSync(join(agent.dataDir, name)).includes(customer), name).toBe(false)
    expect(agent.log()).not.toContain(customer)
  })

  test('killed and started again, the agent brings it once; and others over FTPS, as a provisioning file says', async () => {
    const { dataDir } = agent
    await agent.end('SIGKILL')
    await sftp.start()
    const to = { name: 'stock', folder: stock, to: ftps.to, caFile: ftps.caFile, password: { env: 'FILES_PASSWORD' } }
    agent = await startAgent({
      ...{ dataDir, vault: 'keychain', env: { ...process.env, FILES_PASSWORD: ftps.password } },
      provisioning: { drops: [{ ...to, stableSeconds: 1 }] },
    })
    leave(stock, 'STOCK.csv')
    await drop('send-now', 'sales')
    await expect.poll(() => readdirSync(sftp.folder).toSorted(), pollOptions).toEqual(['MONDAY.csv', 'TUESDAY.csv'])
    await expect.poll(() => readdirSync(ftps.folder), pollOptions).toEqual(['STOCK.csv'])
    expect(readFileSync(join(ftps.folder, 'STOCK.csv'), 'utf8')).toContain(customer)
    await expect.poll(() => existsSync(join(stock, 'sent', 'STOCK.csv')), pollOptions).toBe(true)
    expect((await shown('stock')).files).toMatchObject([{ state: 'sent', proof: 'checksum' }])
  })

  test('a folder that is removed is left alone from then on, and its key is gone', async () => {
    await expect.poll(async () => (await shown('sales')).drop.waiting, pollOptions).toBe(0)
    expect(await drop('remove', 'sales')).toMatchObject({ code: 0 })
    expect(await drop('test', 'sales')).toMatchObject({ code: 1, error: { code: 'UNKNOWN_DROP' } })
    expect((await drop('list')).answer).toMatchObject([{ name: 'stock' }])
  })
})
