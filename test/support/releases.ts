import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Release } from '#core/releases/release.ts'
import { publicPartOf } from '#core/signing/signatures.ts'

const root = join(import.meta.dirname, '../..')
const { buildBlockMap } = createRequire(import.meta.url)('app-builder-lib/out/targets/blockmap/blockmap.js') as {
  buildBlockMap(file: string, format: 'deflate'): Promise<{ size: number; sha512: string; blockMapSize: number }>
}
/** What head office's commands are made of. */
const { releaseOf, signedText } = (await import(join(root, 'build/release/signing.mjs'))) as {
  releaseOf(channelFile: string, about: object): Promise<Release>
  signedText(release: Release, privateKeys: readonly KeyObject[]): string
}

export const channel = process.arch === 'x64' ? 'latest-linux' : `latest-linux-${process.arch}`

export interface ReleaseKey {
  privateKey: KeyObject
  /** As a till trusts it. */
  trusted: Record<string, string>
}

export interface HeadOffice {
  /** What its web server serves. */
  folder: string
  key: ReleaseKey
  /** @returns the path of the package */
  publish(version: string, options?: PublishOptions): Promise<string>
}

interface PublishOptions {
  /** A shell script: what the program does. */
  program?: string
  keys?: readonly ReleaseKey[]
  /** The next one unless given. */
  counter?: number
  floor?: string
  rings?: Record<string, number>
  isUrgent?: boolean
  /** Until the release expires. */
  days?: number
  /** Now unless given. */
  releasedAt?: number
}

export function makeDirectory(): string {
  const folder = mkdtempSync(join(tmpdir(), 'till-update-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function makeReleaseKey(): ReleaseKey {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { keyId, key } = publicPartOf(privateKey)
  return { privateKey, trusted: { [keyId]: key } }
}

/** Makes packages, and signs releases as head office's commands do. */
export function openHeadOffice(): HeadOffice {
  const folder = makeDirectory()
  const key = makeReleaseKey()
  let published = 0
  return {
    folder,
    key,
    async publish(version, options = {}) {
      published += 1
      const { program, keys = [key], counter = published, floor = '0.0.0', rings = { '*': 100 } } = options
      const { isUrgent: urgent = false, days = 30, releasedAt = Date.now() } = options
      const path = await makeRelease(folder, version, program)
      const about = { counter, floor, rings, urgent, releasedAt, days }
      const release = await releaseOf(join(folder, `${channel}.yml`), about)
      const privateKeys = keys.map(({ privateKey }) => privateKey)
      writeFileSync(join(folder, `${channel}.signed.json`), signedText(release, privateKeys))
      return path
    },
  }
}

/** Writes a package and its channel file, as electron-builder does. @returns the path of the package */
export async function makeRelease(folder: string, version: string, program?: string): Promise<string> {
  const name = `till-agent-${version}-linux-x86_64.AppImage`
  const { sha512, size, blockMapSize } = await makePackage(join(folder, name), version, program)
  const file = `  - url: ${name}\n    sha512: ${sha512}\n    size: ${size}\n    blockMapSize: ${blockMapSize}\n`
  writeFileSync(join(folder, `${channel}.yml`), `version: ${version}\nfiles:\n${file}`)
  return join(folder, name)
}

/** Runs head office's command `npm run release:sign`. @returns what it prints */
export function runSign(args: string[]): string {
  return execFileSync(process.execPath, [join(root, 'build/release/sign.mjs'), ...args], { encoding: 'utf8' })
}

/** Runs one of head office's commands. @returns what it says when it fails; empty when it does not */
export function refusalOf(script: string, args: string[], env: NodeJS.ProcessEnv = process.env): string {
  const command = [join(root, 'build/release', script), ...args]
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', env })
  return status === 0 ? '' : stderr
}

/** Runs head office's command `npm run release:key`. @returns the keys of the line that it prints for the agent */
export function runMakeKey(file: string): Record<string, string> {
  const printed = execFileSync(process.execPath, [join(root, 'build/release/key.mjs'), file], { encoding: 'utf8' })
  const [, id = '', key = ''] = /'([0-9a-f]{16})': '([\w-]{43})'/.exec(printed) ?? []
  return { [id]: key }
}

/** Like an AppImage: a file that runs, most of it the same in each version, its block map at the end. */
export async function makePackage(path: string, version: string, program = 'exit 0') {
  const head = `#!/bin/sh\n# ${version}\n${program.replaceAll('VERSION', version)}\nexit\n`.padEnd(8192, '\n')
  const made = packages.get(head) ?? (await build(path, head))
  packages.set(head, made)
  writeFileSync(path, made.bytes)
  chmodSync(path, 0o755)
  return made.about
}

/** By their heads: a block map takes its time. */
const packages = new Map<string, Awaited<ReturnType<typeof build>>>()

async function build(path: string, head: string) {
  writeFileSync(path, Buffer.concat([Buffer.from(head), ballast]))
  const about = await buildBlockMap(path, 'deflate')
  return { about, bytes: readFileSync(path) }
}

/** The same for all versions, and nothing that can be compressed. */
const ballast = Buffer.concat(
  Array.from({ length: 4_096 }, (_, at) => createHash('sha512').update(`ballast ${at}`).digest()),
)

export function signedReleaseIn(folder: string): Buffer {
  return readFileSync(join(folder, `${channel}.signed.json`))
}

/** Signs a release of packages that lie in a folder already, as head office's commands do. @returns the signed release */
export async function signPackages(
  folder: string,
  version: string,
  names: readonly string[],
  { keys, counter, floor = '0.0.0' }: { keys: readonly ReleaseKey[]; counter: number; floor?: string },
): Promise<Buffer> {
  const sha512Of = (name: string) =>
    createHash('sha512')
      .update(readFileSync(join(folder, name)))
      .digest('base64')
  const entries = names.map((name) => `  - url: ${name}\n    sha512: ${sha512Of(name)}\n`)
  writeFileSync(join(folder, `${channel}.yml`), `version: ${version}\nfiles:\n${entries.join('')}`)
  const about = { counter, floor, rings: { '*': 100 }, urgent: false, releasedAt: Date.now(), days: 30 }
  const release = await releaseOf(join(folder, `${channel}.yml`), about)
  const privateKeys = keys.map(({ privateKey }) => privateKey)
  writeFileSync(join(folder, `${channel}.signed.json`), signedText(release, privateKeys))
  return signedReleaseIn(folder)
}
