import { describe, expect, test } from 'vitest'
import { DropEntry } from '#contract/drops/drop.ts'
import { parseDropEntry } from '#core/drops/entry.ts'

const common = { name: 'sales', folder: '/srv/pos/out', password: 'file-word', fingerprint: `SHA256:${'A'.repeat(43)}` }
const sftp = { ...common, to: 'sftp://store12@files.example.com/in' }
const ftps = { ...common, to: 'ftps://store12@files.example.com/in' }

describe('the proxy of a folder', () => {
  test.each(['system', 'direct', 'http://proxy.store:3128'])('may be %s for sftp:', (proxy) => {
    expect(parseDropEntry(DropEntry.parse({ ...sftp, proxy }), 1).drop).toMatchObject({ proxy })
  })

  test.each(['http://till:word@proxy.store:3128', 'http://till@proxy.store:3128', 'socks5://proxy.store:1080'])(
    'is not %s: no password for a proxy is kept, and others are not spoken to',
    (proxy) => {
      expect(DropEntry.safeParse({ ...sftp, proxy }).success).toBe(false)
    },
  )

  test('is refused for ftps:, whose data connections go by no proxy', () => {
    const parse = (proxy: string) => () => parseDropEntry(DropEntry.parse({ ...ftps, proxy }), 1)
    expect(parse('direct')).not.toThrow()
    for (const proxy of ['system', 'http://proxy.store:3128'])
      expect(parse(proxy)).toThrow(
        expect.objectContaining({ code: 'INVALID_INPUT', detail: expect.stringContaining('goes with sftp: alone') }),
      )
  })
})
