import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPackageConfig } from '#adapters/updates/readPackageConfig.ts'
import { makeFolder } from '#test/support/folder.ts'

function read(text: string) {
  const path = join(makeFolder(), 'app-update.yml')
  writeFileSync(path, text)
  return readPackageConfig(path)
}

// As electron-builder writes it with js-yaml.
test.each([
  ['url: https://updates.example/r\nchannel: latest\n', []],
  [
    "url: 'https://updates.example/r'\r\npublisherName:\r\n  - Till Agent\r\n  - 'Till: Ltd'\r\nupdaterCacheDirName: x\r\n",
    ['Till Agent', 'Till: Ltd'],
  ],
  ['publisherName:\n- Till Agent\nurl: https://updates.example/r\n', ['Till Agent']],
  ['publisherName: Till Agent\nurl: https://updates.example/r', ['Till Agent']],
])('%j names the feed and the publishers', (text, publisherNames) => {
  expect(read(text)).toEqual({ url: 'https://updates.example/r', publisherNames })
})

test.each(['', 'channel: latest\n', 'url: ftp://updates.example\n'])('%j names no feed', (text) => {
  expect(() => read(text)).toThrow()
})
