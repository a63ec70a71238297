// The text of a release and its checks, of Node's own modules and our rules alone: the process that holds the release key
// loads nothing else.
import { createHash, createPrivateKey } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { maxSignedBytes, signingContext } from '#core/releases/releaseSignature.ts'
import { compareVersions } from '#core/releases/version.ts'
import { boundBrokenBy, maxCounterStep, maxLifetimeMs } from '#core/signing/bounds.ts'
import { signedText as signDocument, signersOf } from '#core/signing/signatures.ts'
import { readChannel } from './channelFile.mjs'

const dayMs = 24 * 60 * 60_000
const maxPackageBytes = 2 * 1024 ** 3
const shapes = {
  channel: /^[a-z0-9-]{1,40}$/,
  version: /^\d{1,5}\.\d{1,5}\.\d{1,5}$/,
  ring: /^(?:\*|[a-z][a-z0-9-]{0,31})$/,
  file: /^[A-Za-z0-9][A-Za-z0-9._-]{0,150}$/,
  sha512: /^[A-Za-z0-9+/]{86}==$/,
}

/** @param source a PEM file, or env:NAME for a variable that holds one */
export function readKey(source) {
  const pem = source.startsWith('env:') ? process.env[source.slice(4)] : readFileSync(source, 'utf8')
  if (!pem) throw new Error(`There is no key in ${source}.`)
  const key = createPrivateKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${source} holds no Ed25519 key.`)
  return key
}

/** The release that a channel file of electron-builder describes. Its packages are read and hashed again. */
export async function releaseOf(channelFile, { counter, floor, rings, urgent, releasedAt, days }) {
  const { version, files } = readChannel(readFileSync(channelFile, 'utf8'), channelFile)
  const packages = files.filter(({ url }) => /\.(AppImage|deb|exe|zip)$/.test(url))
  const release = {
    format: 1,
    channel: basename(channelFile, '.yml'),
    ...{ counter, version, floor, releasedAt },
    expiresAt: releasedAt + days * dayMs,
    ...{ rings, urgent },
    files: await Promise.all(packages.map((file) => measured(dirname(channelFile), file))),
  }
  checkShape(release)
  return release
}

/** The file for the update host: the release as text, and one signature for each key. */
export function signedText(release, privateKeys) {
  const signed = signDocument('release', signingContext, release, privateKeys)
  demand(Buffer.byteLength(signed) <= maxSignedBytes, 'The signed release is too large.')
  return signed
}

/**
 * A release that was signed before, from wherever it lay since: the host may be anybody's.
 *
 * @param keys public keys that are trusted, by id
 */
export function verifiedRelease(bytes, keys, channel) {
  demand(bytes.length <= maxSignedBytes, 'What is published is larger than any signed release.')
  const { release: text, signatures } = parsed(bytes.toString('utf8'))
  demand(typeof text === 'string' && Array.isArray(signatures), 'What is published is no signed release.')
  demand(
    signersOf(signingContext, text, signatures, keys).length > 0,
    'What is published was signed by none of our keys.',
  )
  const release = parsed(text)
  checkShape(release)
  demand(release.channel === channel, `What is published is for ${release.channel} and not for ${channel}.`)
  return release
}

/** As the agent's own schema asks, which needs a package to be loaded. build/release/verify.mjs asks that one, without a key. */
function checkShape({ format, channel, counter, version, floor, releasedAt, expiresAt, rings, urgent, files }) {
  demand(format === 1 && fits(channel, shapes.channel), 'The release has another form or channel.')
  demand(isWhole(counter) && counter > 0, 'The counter has to be a whole number above 0.')
  demand(fits(version, shapes.version) && fits(floor, shapes.version), 'A version is three numbers, such as 1.2.0.')
  demand(compareVersions(floor, version) <= 0, `The floor ${floor} is above the version ${version}.`)
  demand(isWhole(releasedAt) && isWhole(expiresAt), 'The release has no dates.')
  demand(typeof urgent === 'boolean', 'The release does not say whether it is urgent.')
  checkRings(rings)
  demand(Array.isArray(files) && files.length > 0 && files.length <= 8, 'The release has no packages, or too many.')
  for (const { name, size, sha512 } of files.map(Object))
    demand(
      fits(name, shapes.file) && isWhole(size) && size > 0 && size <= maxPackageBytes && fits(sha512, shapes.sha512),
      `${name} is no package with a name, a size and a hash.`,
    )
}

function checkRings(rings) {
  demand(rings?.constructor === Object && Object.keys(rings).length > 0, 'The release names no ring.')
  for (const [name, percent] of Object.entries(rings))
    demand(
      fits(name, shapes.ring) && typeof percent === 'number' && percent >= 0 && percent <= 100,
      `${name}=${percent} is no share of a ring.`,
    )
}

function fits(text, shape) {
  return typeof text === 'string' && shape.test(text)
}

function isWhole(number) {
  return Number.isSafeInteger(number) && number >= 0
}

/** What tills ask of a release beside its signature, in sentences. @param known the newest counter so far */
export function checkBounds(release, known, now) {
  const bound = boundBrokenBy(release, { counter: known, now })
  demand(bound !== 'lifetime', `A release may be valid for 1 to ${maxLifetimeMs / dayMs} days.`)
  demand(bound !== 'counter-step', `The counter may rise by ${maxCounterStep} at most, and was ${known}.`)
  demand(bound === undefined, 'The release is dated in the future.')
}

async function measured(folder, { url, sha512 }) {
  demand(fits(url, shapes.file), `"${url}" is no plain file name.`)
  const hash = createHash('sha512')
  let size = 0
  for await (const part of createReadStream(join(folder, url))) {
    hash.update(part)
    size += part.length
  }
  const found = { name: url, size, sha512: hash.digest('base64') }
  demand(found.sha512 === sha512, `${url} is not the package that the channel file names.`)
  return found
}

function parsed(text) {
  try {
    return Object(JSON.parse(text))
  } catch {
    throw new Error('What is published is no signed release.')
  }
}

export function demand(holds, sentence) {
  if (!holds) throw new Error(sentence)
}
