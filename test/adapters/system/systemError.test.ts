import { expect, test } from 'vitest'
import { writeFailure } from '#adapters/system/systemError.ts'

// "could not be written (ENOSPC)" sends nobody to the disk.
test.each([
  [{ code: 'ENOSPC' }, 'the disk is full (ENOSPC)'],
  [{ code: 'EROFS' }, 'the disk can only be read (EROFS)'],
  [{ code: 'EACCES' }, 'this user may not write there (EACCES)'],
  [{ code: 'EXDEV' }, 'EXDEV'],
  [new Error('no code'), 'UNKNOWN'],
])('%o is said as "%s"', (thrown, sentence) => {
  expect(writeFailure(thrown, 'linux')).toBe(sentence)
})

// With the settings open in an editor, the shop was told to check who owns the folder.
test.each(['EPERM', 'EACCES'])('on Windows %s may be a program that holds the file', (code) => {
  expect(writeFailure({ code }, 'win32')).toContain('another program holds the file, or')
})
