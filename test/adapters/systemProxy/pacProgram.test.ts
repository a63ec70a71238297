import { expect, test } from 'vitest'
import { askPac, PacEndless, withoutEndless } from '#adapters/systemProxy/pacProgram.ts'

const upstream = new URL('https://eu.api.example.com:8443/v1/customers?mobile=1')
const pac = (body: string) => `function FindProxyForURL(url, host) { ${body} }`

test.for<[body: string, expected: string]>([
  ['return "PROXY p:3128; DIRECT"', 'PROXY p:3128; DIRECT'],
  ['return url + " " + host', 'https://eu.api.example.com:8443/ eu.api.example.com'],
  ['return shExpMatch(host, "*.api.example.???") ? "PROXY a:1" : "DIRECT"', 'PROXY a:1'],
  ['return dnsDomainIs(host, ".example.com") && !isPlainHostName(host) ? "PROXY a:1" : "DIRECT"', 'PROXY a:1'],
  ['return isInNet("127.0.0.1", "127.0.0.0", "255.0.0.0") ? "PROXY a:1" : "DIRECT"', 'PROXY a:1'],
  ['return /^\\d+\\./.test(myIpAddress()) ? "PROXY a:1" : "DIRECT"', 'PROXY a:1'],
  ['alert("hello"); return typeof process + typeof require + typeof fetch', 'undefinedundefinedundefined'],
  ['return null', ''],
])('a PAC file with %s', async ([body, expected]) => {
  expect(await askPac(pac(body), upstream)).toBe(expected)
})

// Whoever can write the PAC file must not be able to stop the till.
test.for<[name: string, program: string]>([
  ['never ends', pac('for (;;) {}')],
  ['takes all memory', pac('var all = "x"; for (;;) all += all.toUpperCase()')],
  ['calls itself for ever', pac('return FindProxyForURL(url, host)')],
  ['throws', pac('throw new Error("no")')],
  ['is a web page', '<html><body>Sign in</body></html>'],
  ['has no FindProxyForURL', 'var proxy = "p:1"'],
])('a PAC file that %s is given up', async ([, program]) => {
  await expect(askPac(program, upstream)).rejects.toThrow()
})

test('only a PAC file that never ends is told from one that throws', async () => {
  await expect(askPac(pac('for (;;) {}'), upstream)).rejects.toThrow(PacEndless)
  await expect(askPac(pac('null.length'), upstream)).rejects.not.toThrow(PacEndless)
})

test.for<[name: string, thrown: Error, askedFor: string[]]>([
  // As when it asks for a name before the network is there.
  ['throws is asked again', new TypeError('null'), ['a', 'a', 'b', 'b']],
  ['never ends is asked once for each upstream', new PacEndless(), ['a', 'b']],
])('a PAC file that %s', async ([, thrown, askedFor]) => {
  const asked: string[] = []
  const ask = withoutEndless(async (_, { hostname }) => {
    asked.push(hostname)
    throw thrown
  })
  for (const host of ['a', 'a', 'b', 'b'])
    await expect(ask('the file', new URL(`https://${host}`))).rejects.toThrow(thrown.constructor as new () => Error)
  expect(asked).toEqual(askedFor)
})

test('a PAC file that was mended is asked, although it never ended before', async () => {
  const ask = withoutEndless(async (program) => {
    if (program === 'endless') throw new PacEndless()
    return 'DIRECT'
  })
  await expect(ask('endless', upstream)).rejects.toThrow(PacEndless)
  expect(await ask('mended', upstream)).toBe('DIRECT')
})
