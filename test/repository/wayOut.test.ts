import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../electron')
const sources = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(folder, name), 'utf8') }))

/** What a source takes from a module, types left out. */
function takenFrom(text: string, module: string): string[] {
  return [...text.matchAll(/^import (?!type )([^']*?) from '([^']+)'/gm)].flatMap(([, what = '', from]) =>
    from === module
      ? what
          .replaceAll(/[{}\s]/g, ' ')
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '' && !name.startsWith('type '))
      : [],
  )
}

const filesWith = (isIt: (source: { name: string; text: string }) => boolean) =>
  sources.filter(isIt).map(({ name }) => name)

// Whoever begins TLS anew forgets one of the options that keep the environment out (attacks.md T46).
test('TLS begins in one file, and nowhere is it let off the proof but to look at a certificate', () => {
  const beginners = ['connect', 'createSecureContext', 'TLSSocket', 'setDefaultCACertificates']
  expect(filesWith(({ text }) => takenFrom(text, 'node:tls').some((name) => beginners.includes(name)))).toEqual([
    'adapters/tls/verifiedTls.ts',
  ])
  for (const module of ['node:https', 'node:http2', 'undici'])
    expect(filesWith(({ text }) => text.includes(`'${module}'`))).toEqual([])
  const letOff = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/rejectUnauthorized: (?!true)/g)].map(() => name),
  )
  expect(letOff).toEqual(['adapters/tls/verifiedTls.ts'])
})

test('whoever sends plain HTTP names where to: the upstream, its proxy, this machine', () => {
  const senders = filesWith(({ text }) =>
    takenFrom(text, 'node:http').some((name) => /^(request|get|Agent)\b/.test(name)),
  )
  expect(senders.toSorted()).toEqual([
    'adapters/network/pipeClient.ts',
    'adapters/network/upstreamAgent.ts',
    'adapters/sockets/proxyTunnel.ts',
    'adapters/system/systemDiagnostics.ts',
    'cli/webPos/callCheck.ts',
    'host/warmUp.ts',
  ])
})

test('the proxy of the environment is read in one file', () => {
  expect(
    filesWith(({ text }) => /(https?|all|no)_proxy/i.test(text.replaceAll(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, ''))),
  ).toEqual(['adapters/sockets/proxyChoice.ts'])
})
