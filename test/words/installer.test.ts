import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../build/windows')

test('the installer of Windows says what the catalogues say', async () => {
  const { messages } = (await import(join(folder, 'messages.mjs'))) as { messages(): Promise<string> }
  // To write it anew: node build/windows/messages.mjs
  expect(readFileSync(join(folder, 'messages.nsh'), 'utf8')).toBe(await messages())
})

test('and so does the menu of a Linux desktop', async () => {
  const script = join(folder, '../package/desktopComments.mjs')
  const { withComments } = (await import(script)) as { withComments(): Promise<string> }
  // To write it anew: node build/package/desktopComments.mjs
  expect(readFileSync(join(folder, '../electron-builder.yml'), 'utf8')).toBe(await withComments())
})
