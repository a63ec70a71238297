import { createHash } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { ConnectionOptions, DetailedPeerCertificate } from 'node:tls'
import type { Client } from 'basic-ftp'
import { isTrustFailure, readCaFile } from '#adapters/tls/tlsTrust.ts'
import { contextOfOne, lookAtCertificate, secureContextOf, verifiedOptions } from '#adapters/tls/verifiedTls.ts'
import type { DropAddress } from '#contract/drops/target.ts'
import { type DropCredential, DropServerError, type DropSession, type DropTrust } from '#core/drops/server.ts'
import { unreachable } from './serverErrors.ts'

/** At this port a server of FTPS speaks TLS from the first byte on; at any other it is asked for it (RFC 4217). */
const implicitPort = 990
const timeoutMs = 20_000
/** Of FTP (RFC 959, 4.2.1). */
const notLoggedIn = 530
const notTaken = 550
/** It ends the connection, in the middle of anything: what became of the command is unknown. */
const closing = 421

/** @throws DropServerError · Fault `FILE_UNREADABLE` */
export async function connectFtps(
  { address, fingerprint, caFile }: DropTrust,
  credential: DropCredential,
): Promise<DropSession> {
  const trust = fingerprint === undefined ? byAuthority(address, caFile) : await byFingerprint(address, fingerprint)
  const client = await secured(address, trust)
  try {
    await client.login(address.user, credential.password?.reveal() ?? '')
    // biome-ignore lint/correctness/useHookAtTopLevel: a method of basic-ftp, and no hook
    await client.useDefaultSettings()
  } catch (thrown) {
    client.close()
    throw failureOf(thrown, address)
  }
  const session = new FtpsSession(client, address, await digestCommandOf(client))
  try {
    await session.enter()
  } catch (thrown) {
    client.close()
    throw thrown
  }
  return session
}

/** The certificate, before anything of the till is said. @throws DropServerError */
export async function identifyFtps(address: DropAddress): Promise<{ fingerprint: string; isVouchedFor: boolean }> {
  const shown = await certificateOf(address)
  const isVouchedFor = await secured(address, byAuthority(address, undefined)).then(
    (client) => {
      client.close()
      return true
    },
    () => false,
  )
  return { fingerprint: fingerprintOf(shown.raw), isVouchedFor }
}

function byAuthority({ host }: DropAddress, caFile: string | undefined): ConnectionOptions {
  return { host, ...verifiedOptions(host, secureContextOf(caFile === undefined ? undefined : readCaFile(caFile))) }
}

/** Believes the one certificate that was set, for control and data alike. @throws DropServerError */
async function byFingerprint(address: DropAddress, fingerprint: string): Promise<ConnectionOptions> {
  const { host } = address
  const shown = await certificateOf(address)
  const found = fingerprintOf(shown.raw)
  if (found !== fingerprint)
    throw new DropServerError(
      'untrusted',
      `${host} shows another certificate (${found}) than the one that was set.`,
      found,
    )
  const check = ({ raw }: { raw: Buffer }) =>
    fingerprintOf(raw) === fingerprint ? undefined : new Error('another certificate')
  return { host, ...verifiedOptions(host, contextOfOne(pemOf(shown.raw)), check) }
}

/** Over a connection that is for nothing else. @throws DropServerError */
async function certificateOf(address: DropAddress): Promise<DetailedPeerCertificate> {
  const { host, port } = address
  const { socket, close } = port === implicitPort ? await plainSocket(address) : await askedForTls(address)
  const certificate = await new Promise<DetailedPeerCertificate | undefined>((resolve) => {
    lookAtCertificate(socket, host, resolve)
  }).finally(close)
  if (certificate) return certificate
  throw new DropServerError('untrusted', `${host} shows no certificate.`)
}

interface Opened {
  socket: Socket
  close(): void
}

function plainSocket({ host, port }: DropAddress): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: timeoutMs })
    socket.once('connect', () => resolve({ socket, close: () => socket.destroy() }))
    socket.once('error', (thrown: NodeJS.ErrnoException) => reject(unreachable(host, port, thrown.code)))
    socket.once('timeout', () => socket.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })))
  })
}

/** @throws DropServerError */
async function askedForTls(address: DropAddress): Promise<Opened> {
  const client = await newClient()
  try {
    await client.connect(address.host, address.port)
    await client.send('AUTH TLS')
    return { socket: client.ftp.socket, close: () => client.close() }
  } catch (thrown) {
    client.close()
    throw failureOf(thrown, address)
  }
}

async function newClient(): Promise<Client> {
  const { Client: FtpClient } = await import('basic-ftp')
  return new FtpClient(timeoutMs)
}

async function secured(address: DropAddress, options: ConnectionOptions): Promise<Client> {
  const client = await newClient()
  const { host, port } = address
  try {
    if (port === implicitPort) await client.connectImplicitTLS(host, port, options)
    else {
      await client.connect(host, port)
      // biome-ignore lint/correctness/useHookAtTopLevel: a method of basic-ftp, and no hook
      await client.useTLS(options)
    }
    return client
  } catch (thrown) {
    client.close()
    throw failureOf(thrown, address)
  }
}

function failureOf(thrown: unknown, { host, port }: DropAddress): unknown {
  if (thrown instanceof DropServerError) return thrown
  const { code } = thrown as { code?: number | string }
  if (code === notLoggedIn) return new DropServerError('credential', `${host} refused the user or the password.`)
  if (code === closing) return unreachable(host, port, 'ECONNRESET')
  if (typeof code === 'number') return new DropServerError('refused', `The server answers ${code}.`)
  if (isTrustFailure(code))
    return new DropServerError('untrusted', `The certificate of ${host} is not trusted (${code}).`)
  return unreachable(host, port, code)
}

type DigestCommand = 'HASH' | 'XSHA256' | undefined

/** What the server has for a checksum (draft-bryan-ftpext-hash, and what servers had before it). */
async function digestCommandOf(client: Client): Promise<DigestCommand> {
  const features = await client.features().catch(() => new Map<string, string>())
  if (features.get('HASH')?.includes('SHA-256')) return 'HASH'
  return features.has('XSHA256') ? 'XSHA256' : undefined
}

/** @param certificate DER */
function pemOf(certificate: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`
}

function fingerprintOf(raw: Buffer): string {
  return `SHA256:${createHash('sha256')
    .update(raw)
    .digest('base64')
    .replace(/={1,2}$/, '')}`
}

class FtpsSession implements DropSession {
  readonly #client: Client
  readonly #address: DropAddress
  readonly #digestCommand: DigestCommand
  #hasFolder = true

  constructor(client: Client, address: DropAddress, digestCommand: DigestCommand) {
    this.#client = client
    this.#address = address
    this.#digestCommand = digestCommand
  }

  /** Goes to the folder once: all names are relative to it. @throws DropServerError */
  async enter(): Promise<void> {
    const { folder } = this.#address
    if (folder === '') return
    this.#hasFolder = await this.#isDone(() => this.#client.cd(folder))
  }

  async hasFolder(): Promise<boolean> {
    return this.#hasFolder && this.#isDone(async () => this.#client.cd(await this.#client.pwd()))
  }

  sizeOf(name: string): Promise<number | undefined> {
    this.#checkFolder()
    return this.#unlessMissing(() => this.#client.size(name))
  }

  async write(name: string, bytes: Buffer): Promise<void> {
    this.#checkFolder()
    await this.#call(() => this.#client.uploadFrom(Readable.from([bytes]), name))
  }

  async digestOf(name: string): Promise<string | undefined> {
    const command = this.#digestCommand
    if (!command) return undefined
    const { message } = await this.#call(async () => {
      if (command === 'HASH') await this.#client.send('OPTS HASH SHA-256')
      return this.#client.send(`${command} ${name}`)
    })
    return /\b[0-9a-f]{64}\b/i.exec(message)?.[0].toLowerCase()
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#call(() => this.#client.rename(from, to))
  }

  async close(): Promise<void> {
    this.#client.close()
  }

  async #isDone(act: () => Promise<unknown>): Promise<boolean> {
    return (await this.#unlessMissing(act)) !== undefined
  }

  #checkFolder(): void {
    if (this.#hasFolder) return
    throw new DropServerError('refused', `The server has no folder "${this.#address.folder}".`)
  }

  async #unlessMissing<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await act()
    } catch (thrown) {
      if ((thrown as { code?: unknown }).code === notTaken) return undefined
      throw failureOf(thrown, this.#address)
    }
  }

  async #call<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      return await act()
    } catch (thrown) {
      throw failureOf(thrown, this.#address)
    }
  }
}
