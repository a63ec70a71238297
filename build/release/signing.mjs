import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { load } from 'js-yaml'
import { Release } from '../../electron/core/updates/release.ts'
import { mostSignedBytes, signingContext } from '../../electron/core/updates/signedRelease.ts'
import { compareVersions } from '../../electron/core/updates/version.ts'

/** What the agent knows a private key by. */
export function publicPartOf(privateKey) {
  const { x: key } = createPublicKey(privateKey).export({ format: 'jwk' })
  return { keyId: createHash('sha256').update(key).digest('hex').slice(0, 16), key }
}

/** @param source a PEM file, or env:NAME for a variable that holds one */
export function readKey(source) {
  const pem = source.startsWith('env:') ? process.env[source.slice(4)] : readFileSync(source, 'utf8')
  if (!pem) throw new Error(`There is no key in ${source}.`)
  const key = createPrivateKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${source} holds no Ed25519 key.`)
  return key
}

/** The release of a channel file of electron-builder, its packages read and hashed anew. */
export async function releaseOf(channelFile, { counter, floor, rings, urgent, releasedAt, days }) {
  const { version, files } = load(readFileSync(channelFile, 'utf8'))
  const packages = await Promise.all(
    files
      .filter(({ url }) => /\.(AppImage|exe|zip)$/.test(url))
      .map(async ({ url, sha512, blockMapSize }) => {
        const found = await measured(join(dirname(channelFile), url))
        if (found.sha512 !== sha512) throw new Error(`${url} is not the package that ${basename(channelFile)} names.`)
        return { name: url, ...found, ...(blockMapSize && { blockMapSize }) }
      }),
  )
  const release = Release.parse({
    format: 1,
    channel: basename(channelFile, '.yml'),
    ...{ counter, version, floor, releasedAt },
    expiresAt: releasedAt + days * 24 * 60 * 60_000,
    ...{ rings, urgent, files: packages },
  })
  if (compareVersions(release.floor, version) > 0)
    throw new Error(`The floor ${floor} is above the version ${version}.`)
  return release
}

/** What is put on the host: the release as text, and one signature for each key. */
export function signedText(release, privateKeys) {
  const text = JSON.stringify(release)
  const signatures = privateKeys.map((key) => ({
    keyId: publicPartOf(key).keyId,
    signature: sign(null, Buffer.from(signingContext + text), key).toString('base64'),
  }))
  const signed = `${JSON.stringify({ release: text, signatures }, null, 2)}\n`
  if (Buffer.byteLength(signed) > mostSignedBytes) throw new Error('The signed release is too large.')
  return signed
}

async function measured(path) {
  const hash = createHash('sha512')
  let size = 0
  for await (const part of createReadStream(path)) {
    hash.update(part)
    size += part.length
  }
  return { size, sha512: hash.digest('base64') }
}
