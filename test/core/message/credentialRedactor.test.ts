import { describe, expect, test } from 'vitest'
import { RedactorCache } from '#core/message/credentialRedactor.ts'

const token = 'k7Qp2mZx9rTb4LwN8vYc'
const bearer = ['Authorization', `Bearer ${token}`]
const stars = '*'.repeat(token.length)
const startRedactor = (authentication: readonly string[] = bearer) => new RedactorCache().for(authentication)

/** What is passed on at once of each part, and at the end. */
function parts(texts: readonly string[], redactor = startRedactor()): string[] {
  const passed = texts.map((text) => redactor.redactChunk(Buffer.from(text, 'latin1')).toString('latin1'))
  return [...passed, redactor.flush().toString('latin1')]
}

// attacks.md T47
describe('a header of an answer', () => {
  test('holds stars where it held the credential, in each of them', () => {
    const redactor = startRedactor()
    const headers = ['X-Echo', `Bearer ${token}`, 'Date', 'now', 'X-Again', `a=${token};b`]
    redactor.redactHeaders(headers)
    expect(headers).toEqual(['X-Echo', `Bearer ${stars}`, 'Date', 'now', 'X-Again', `a=${stars};b`])
    expect(redactor.hasRedacted).toBe(true)
  })

  test('stays byte for byte as it is without it', () => {
    const redactor = startRedactor()
    const headers = ['X-Name', 'M\u00fcller', 'X-Long', `${token.slice(0, -1)}`, 'X-Odd']
    redactor.redactHeaders(headers)
    expect(headers).toEqual(['X-Name', 'M\u00fcller', 'X-Long', `${token.slice(0, -1)}`, 'X-Odd'])
    expect(redactor.hasRedacted).toBe(false)
  })

  test('keeps the letters beside it', () => {
    expect(startRedactor().redactText(`M\u00fcller ${token} \u00e9`)).toBe(`M\u00fcller ${stars} \u00e9`)
  })
})

describe('a body', () => {
  test('that holds nothing like it passes at once', () => {
    expect(parts(['{"a":1}', 'xyz '])).toEqual(['{"a":1}', 'xyz ', ''])
  })

  test('waits with what may be its beginning, and no longer than that is so', () => {
    const redactor = startRedactor()
    const pass = (text: string) => redactor.redactChunk(Buffer.from(text)).toString()
    expect([redactor.hasPending, pass('a k7Q'), redactor.hasPending]).toEqual([false, 'a ', true])
    expect([pass('p2m'), redactor.hasPending]).toEqual(['', true])
    expect([pass('! b'), redactor.hasPending, redactor.hasRedacted]).toEqual(['k7Qp2m! b', false, false])
    expect([redactor.flush().length, redactor.hasPending]).toEqual([0, false])
  })

  test('that ends with its beginning ends so', () => {
    const redactor = startRedactor()
    expect(parts([`a ${token.slice(0, 5)}`], redactor)).toEqual(['a ', token.slice(0, 5)])
    expect([redactor.hasPending, redactor.hasRedacted]).toEqual([false, false])
  })

  test('whose last part is known to be the last waits with nothing, and holds stars wherever it is cut', () => {
    expect(
      startRedactor()
        .redactLast(Buffer.from(`a ${token.slice(0, 5)}`))
        .toString(),
    ).toBe(`a ${token.slice(0, 5)}`)
    for (let at = 0; at <= token.length; at += 1) {
      const redactor = startRedactor()
      const first = redactor.redactChunk(Buffer.from(`a ${token.slice(0, at)}`)).toString()
      const last = redactor.redactLast(Buffer.from(token.slice(at))).toString()
      expect([first + last, redactor.hasRedacted, redactor.flush().length]).toEqual([`a ${stars}`, true, 0])
    }
  })

  test('holds stars where it held the credential, wherever it is cut', () => {
    for (let at = 1; at < token.length; at += 1) {
      const redactor = startRedactor()
      const passed = parts([`a ${token.slice(0, at)}`, `${token.slice(at)} b`], redactor)
      expect(passed.join('')).toBe(`a ${stars} b`)
      expect(redactor.hasRedacted).toBe(true)
    }
  })

  test('may hold it twice, side by side and apart', () => {
    expect(parts([`${token}${token} ${token}`]).join('')).toBe(`${stars}${stars} ${stars}`)
  })

  test('of one byte at a time comes whole', () => {
    expect(parts([...`x ${token} y ${token.slice(0, 9)}`]).join('')).toBe(`x ${stars} y ${token.slice(0, 9)}`)
  })
})

describe('a short password', () => {
  const short = ['Authorization', `Basic ${Buffer.from('till:hush42').toString('base64')}`]

  test.each([
    ['as a word of its own', 'say hush42 now', 'say ****** now'],
    ['at the beginning and at the end', 'hush42 hush42', '****** ******'],
    ['but not as a part of another word', 'xhush42 hush42x 7hush42', 'xhush42 hush42x 7hush42'],
  ])('is redacted %s', (_, text, redacted) => {
    expect(startRedactor(short).redactText(text)).toBe(redacted)
    for (let at = 0; at <= text.length; at += 1)
      expect(parts([text.slice(0, at), text.slice(at)], startRedactor(short)).join('')).toBe(redacted)
  })
})

describe('what is a secret of a header', () => {
  const redact = (authentication: readonly string[], text: string) => startRedactor(authentication).redactText(text)

  test.each(['Basic', 'bearer', 'Token', 'ApiKey', 'KEY', 'OAuth'])('comes after %s', (scheme) => {
    expect(redact(['Authorization', `${scheme}  ${token}`], `${scheme} ${token}`)).toBe(`${scheme} ${stars}`)
  })

  test('is all of it where no scheme is named', () => {
    expect(redact(['X-Key', token], `a ${token}`)).toBe(`a ${stars}`)
    expect(redact(['X-Key', `my bearer ${token}`], token)).toBe(token)
  })

  test('is the password of Basic too, but not the name before it', () => {
    const basic = Buffer.from(`till-four-of-ten:${token}`).toString('base64')
    expect(redact(['Authorization', `Basic ${basic}`], `till-four-of-ten ${token}`)).toBe(`till-four-of-ten ${stars}`)
    expect(redact(['Authorization', `Bearer ${basic}`], token)).toBe(token)
  })

  test('is only in the headers with a telling name, where there are several', () => {
    const several = ['X-Api-Key', token, 'X-Till', 'till-number-4711']
    expect(redact(several, `${token} till-number-4711`)).toBe(`${stars} till-number-4711`)
    expect(redact(['X-Till', 'till-number-4711'], 'till-number-4711')).toBe('*'.repeat(16))
  })
})

test('each credential has its own redactor, also when they take turns', () => {
  const cache = new RedactorCache()
  const other = (n: number) => ['Authorization', `Bearer ${'x'.repeat(20)}${n}`]
  for (const n of [1, 2, 1, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2]) {
    const text = `${'x'.repeat(20)}${n} ${token}`
    expect(cache.for(other(n)).redactText(text)).toBe(`${'*'.repeat(20 + String(n).length)} ${token}`)
    expect(cache.for(bearer).redactText(text)).toBe(`${'x'.repeat(20)}${n} ${stars}`)
  }
  expect(cache.for([...bearer, 'X-Key', 'y'.repeat(20)]).redactText('y'.repeat(20))).toBe('*'.repeat(20))
})

describe('what is taken for the credential', () => {
  test('is the whole of a key in which the name of a scheme stands further on', () => {
    const key = 'k7Qp2mZx-token 9rTb4LwN8vYc'
    expect(startRedactor(['X-Api-Key', key]).redactText(`a ${key} b`)).toBe(`a ${'*'.repeat(key.length)} b`)
  })

  test('passes at once when it has come whole, also where its end is like its beginning', () => {
    const key = 'k7Qp2mZx9rTb4LwN8vk7Q'
    expect(parts([`a ${key}`], startRedactor(['X-Api-Key', key]))).toEqual([`a ${'*'.repeat(key.length)}`, ''])
  })
})
