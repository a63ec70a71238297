import { cpSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { cookieIn } from '#test/support/browserUiTill.ts'
import { built, firstLine, run, runJson, start } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'

const serve = ['serve', '--port', '0', '--ui-port', '0', '--vault', 'memory']

async function startServing() {
  const dataDir = join(makeFolder(), 'data')
  const agent = start([...serve, '--ui', '--json', '--data-dir', dataDir])
  return { agent, dataDir, ready: JSON.parse(await firstLine(agent)) }
}

const isOpenedBy = async (url: string) => (await fetch(url, { redirect: 'manual' })).status === 303

describe('serve --ui', () => {
  test('prints a link that opens the window, once', async () => {
    const agent = start([...serve, '--ui', '--data-dir', join(makeFolder(), 'data')])
    await expect.poll(agent.stdout).toContain('/start/')
    const [, sentence, link = ''] = agent.stdout().trimEnd().split('\n')
    expect(sentence).toBe('Open this in a browser on this machine, once and within ten minutes:')
    const opened = await fetch(link, { redirect: 'manual' })
    const page = await fetch(new URL('/', link), { headers: { cookie: cookieIn(opened) } })
    expect([page.status, await page.text()]).toEqual([200, expect.stringMatching(/nonce="[\w-]{22}"/)])
    expect(await isOpenedBy(link)).toBe(false)
    agent.process.kill('SIGINT')
    expect(await agent.ended).toMatchObject({ code: 0, stderr: '' })
  })

  test('prints the link and its expiry for programs', async () => {
    const { ready } = await startServing()
    expect(ready.ui.expiresAt).toBeGreaterThan(Date.now())
    expect(await isOpenedBy(ready.ui.url)).toBe(true)
  })

  test('is required: without it no second port opens', async () => {
    const agent = start([...serve, '--json', '--data-dir', join(makeFolder(), 'data')])
    expect(JSON.parse(await firstLine(agent))).not.toHaveProperty('ui')
  })

  test('names the option when the port is taken, and leaves nothing open', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void holder.close())
    await new Promise((resolve) => holder.once('listening', resolve))
    const { port } = holder.address() as { port: number }
    const args = ['serve', '--port', '0', '--ui', '--ui-port', String(port), '--vault', 'memory']
    const { code, error } = await runJson([...args, '--data-dir', join(makeFolder(), 'data')])
    expect(code).toBe(1)
    expect(error).toMatchObject({ code: 'PORT_TAKEN', port, remedy: expect.stringContaining('--ui-port') })
  })

  test('says to build the page when it was not built', async () => {
    const folder = makeFolder()
    cpSync(dirname(built), join(folder, 'headless'), { recursive: true })
    const { code, stderr } = await run([...serve, '--ui', '--data-dir', join(folder, 'data')], {
      program: join(folder, 'headless', 'till-agent.js'),
    })
    expect([code, stderr]).toEqual([1, expect.stringContaining('[FILE_UNREADABLE]')])
    expect(stderr).toContain('npm run build')
  })
})

describe('ui', () => {
  test('prints a new link of the running agent', async () => {
    const { dataDir, ready } = await startServing()
    const { code, stdout } = await run(['ui', '--data-dir', dataDir])
    const link = stdout.trimEnd().split('\n')[1] ?? ''
    expect(code).toBe(0)
    expect(new URL(link).origin).toBe(new URL(ready.ui.url).origin)
    expect([await isOpenedBy(link), await isOpenedBy(link), await isOpenedBy(ready.ui.url)]).toEqual([
      true,
      false,
      true,
    ])
    expect((await runJson(['ui', '--data-dir', dataDir])).answer).toEqual({
      url: expect.stringContaining('/start/'),
      expiresAt: expect.any(Number),
    })
  })

  test('says how to get one when the running agent serves no window', async () => {
    const { dataDir } = await startAgent()
    const { code, error } = await runJson(['ui', '--data-dir', dataDir])
    expect([code, error.code, error.remedy]).toEqual([1, 'NOT_SUPPORTED', expect.stringContaining('--ui')])
  })

  test('says so when no agent runs', async () => {
    const { code, error } = await runJson(['ui', '--vault', 'memory', '--data-dir', join(makeFolder(), 'data')])
    expect([code, error]).toEqual([
      1,
      {
        code: 'NOT_SUPPORTED',
        detail: 'No till agent runs here.',
        remedy: expect.stringContaining('till-agent serve --ui'),
      },
    ])
  })

  test('prints the link when no browser can be opened', async () => {
    const { dataDir } = await startServing()
    const { stdout } = await run(['ui', '--open', '--data-dir', dataDir], { env: { ...process.env, PATH: '' } })
    expect(stdout).toContain('/start/')
  })
})
