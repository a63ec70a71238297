import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type { Session } from 'electron'
import { expect, test } from 'vitest'
import { guardDownloads } from '#main/window/downloads.ts'

/** What becomes of a file that a page saves. */
function save(url: string, folder?: string): { isRefused: boolean; path: string | undefined } {
  const session = new EventEmitter() as unknown as Session
  guardDownloads(session, folder)
  const told = { isRefused: false, path: undefined as string | undefined }
  const event = { preventDefault: () => (told.isRefused = true) }
  const item = { getURL: () => url, getFilename: () => 'till-1.zip', setSavePath: (path: string) => (told.path = path) }
  session.emit('will-download', event as never, item as never, undefined as never)
  return told
}

const own = 'blob:app://bundle/0b3c'

test('a person is asked where the window saves the support bundle', () => {
  expect(save(own)).toEqual({ isRefused: false, path: undefined })
})

test('a kiosk asks nobody, since that dialog is a file manager, and saves it in its folder', () => {
  expect(save(own, 'saved')).toEqual({ isRefused: false, path: join('saved', 'till-1.zip') })
})

test.each(['https://evil.example/x.exe', 'blob:https://evil.example/0b3c', 'app://elsewhere/x', 'data:text/plain,x'])(
  'nothing else is saved: %s',
  (url) => {
    expect(save(url, 'saved')).toEqual({ isRefused: true, path: undefined })
  },
)
