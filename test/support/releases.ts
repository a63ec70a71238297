import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const root = join(import.meta.dirname, '../..')
const { buildBlockMap } = createRequire(import.meta.url)('app-builder-lib/out/targets/blockmap/blockmap.js') as {
  buildBlockMap(file: string, format: 'deflate'): Promise<{ size: number; sha512: string; blockMapSize: number }>
}

export const channel = process.arch === 'x64' ? 'latest-linux' : `latest-linux-${process.arch}`

export interface HeadOffice {
  /** What its web server serves. */
  folder: string
  keys: Record<string, string>
  keyFile: string
  publish(version: string, options?: PublishOptions): Promise<string>
}

interface PublishOptions {
  /** What the program does; a script. */
  program?: string
  args?: string[]
}

export function makeDirectory(): string {
  const folder = mkdtempSync(join(tmpdir(), 'till-update-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Makes packages and signs releases with the commands that head office uses. */
export function openHeadOffice(): HeadOffice {
  const folder = makeDirectory()
  const keyFile = join(makeDirectory(), 'release.pem')
  const keys = makeKey(keyFile)
  let counter = 0
  return {
    folder,
    keys,
    keyFile,
    async publish(version, { program, args = [] } = {}) {
      const name = `till-agent-${version}-linux-x86_64.AppImage`
      const about = await makePackage(join(folder, name), version, program)
      const yml = `version: ${version}\nfiles:\n  - url: ${name}\n    sha512: ${about.sha512}\n    size: ${about.size}\n    blockMapSize: ${about.blockMapSize}\n`
      writeFileSync(join(folder, `${channel}.yml`), yml)
      counter += 1
      const ring = args.includes('--ring') ? [] : ['--ring', '*=100']
      const count = args.includes('--counter') ? [] : ['--counter', String(counter)]
      const key = args.includes('--key') ? [] : ['--key', keyFile]
      runSign([...key, ...count, ...ring, ...args, '--channel', join(folder, `${channel}.yml`)])
      return join(folder, name)
    },
  }
}

export function runSign(args: string[]): string {
  return execFileSync(process.execPath, [join(root, 'build/release/sign.mjs'), ...args], { encoding: 'utf8' })
}

/** @returns what the agent believes afterwards */
export function makeKey(file: string): Record<string, string> {
  const said = execFileSync(process.execPath, [join(root, 'build/release/key.mjs'), file], { encoding: 'utf8' })
  const [, id = '', key = ''] = /'([0-9a-f]{16})': '([\w-]{43})'/.exec(said) ?? []
  return { [id]: key }
}

/** A key of somebody else's, in a file. */
export function foreignKey(): string {
  const file = join(makeDirectory(), 'foreign.pem')
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }))
  return file
}

/** As an AppImage is: a file that runs, most of it the same in each version, its block map at the end. */
export async function makePackage(path: string, version: string, program = 'exit 0') {
  const head = `#!/bin/sh\n# ${version}\n${program.replaceAll('VERSION', version)}\nexit\n`.padEnd(8192, '\n')
  writeFileSync(path, Buffer.concat([Buffer.from(head), ballast]))
  const about = await buildBlockMap(path, 'deflate')
  chmodSync(path, 0o755)
  return about
}

/** The same for all versions, and nothing that can be compressed. */
const ballast = Buffer.concat(
  Array.from({ length: 4_096 }, (_, at) => createHash('sha512').update(`ballast ${at}`).digest()),
)

export function signedReleaseIn(folder: string): Buffer {
  return readFileSync(join(folder, `${channel}.signed.json`))
}

export function ownDirectory(beside: string, name: string): string {
  const path = join(beside, name)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  return path
}
