import { expect, test } from 'vitest'
import { pickPackage } from '#adapters/updates/pickPackage.ts'

test('a till takes the package for its own processor', () => {
  const named = (name: string) => ({ name, size: 1, sha512: '' })
  const files = ['a-1.1.0-linux-amd64.deb', 'a-1.1.0-linux-arm64.AppImage', 'a-1.1.0-linux-x86_64.AppImage'].map(named)
  expect(pickPackage(files, '.AppImage', 'x64')?.name).toBe('a-1.1.0-linux-x86_64.AppImage')
  expect(pickPackage(files, '.AppImage', 'arm64')?.name).toBe('a-1.1.0-linux-arm64.AppImage')
  expect(pickPackage(files, '.AppImage', 'riscv64')).toBeUndefined()
  expect(pickPackage([named('till-agent-1.1.0.exe')], '.exe', 'arm64')?.name).toBe('till-agent-1.1.0.exe')
})
