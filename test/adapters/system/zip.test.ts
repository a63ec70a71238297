import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { createZip } from '#adapters/system/zip.ts'

const files = [
  { name: 'about.txt', text: 'Fürth\n' },
  { name: 'empty.json', text: '' },
]

test('files come out unchanged', async () => {
  const read = Object.entries(unzipSync(await createZip(files)))
  expect(read.map(([name, bytes]) => ({ name, text: strFromU8(bytes) }))).toEqual(files)
})

test('the same files make the same bytes in every time zone', async () => {
  const zone = process.env.TZ
  const made: string[] = []
  for (const name of ['UTC', 'Pacific/Honolulu', 'Asia/Kolkata']) {
    process.env.TZ = name
    made.push(Buffer.from(await createZip(files)).toString('hex'))
  }
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
  expect(new Set(made).size).toBe(1)
})
