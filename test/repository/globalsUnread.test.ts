import { expect, test } from 'vitest'
import { byTag } from '../../build/globalsUnread.ts'

test.each([
  ['if (!(data instanceof FormData)) {', 'if (!(data?.[Symbol.toStringTag] === "FormData")) {'],
  ['if (output.body instanceof ReadableStream) {', 'if (output.body?.[Symbol.toStringTag] === "ReadableStream") {'],
  ['if (body instanceof Blob) {', 'if (body instanceof Blob) {'],
])('oRPC tells what a value is without loading what it would be: %s', (code, written) => {
  expect(byTag(code)).toBe(written)
})

test('a value that is there tells it of itself', () => {
  const tagOf = (value: object) => Object.prototype.toString.call(value)
  expect([new FormData(), new ReadableStream()].map(tagOf)).toEqual(['[object FormData]', '[object ReadableStream]'])
})
