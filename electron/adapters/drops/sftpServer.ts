import { createHash } from 'node:crypto'
import type { Client, ConnectConfig, SFTPWrapper, Stats } from 'ssh2'
import type { MachineNetwork } from '#adapters/sockets/machineNetwork.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import type { DropAddress } from '#contract/drops/target.ts'
import { type DropCredential, DropServerError, type DropSession, type DropTrust } from '#core/drops/server.ts'
import { inPieces } from './pieces.ts'
import { unreachable } from './serverErrors.ts'
import { NotThere, SftpCalls, type Timers } from './sftpCalls.ts'
import { openWayTo } from './wayThrough.ts'

const connectTimeoutMs = 20_000
/** Of a file at the server, before its own umask. */
const umaskDecides = 0o666
/** What the server has is read back up to this size, to be compared byte for byte. */
const maxReadBackBytes = 16 * 1024 * 1024

/** @throws DropServerError */
export async function connectSftp(
  { address, fingerprint, proxy }: DropTrust,
  credential: DropCredential,
  machine: MachineNetwork,
  clock: Timers = systemClock,
): Promise<DropSession> {
  const way = await wayTo(address, proxy, machine)
  const client = await connected(address, {
    ...way,
    username: address.user,
    ...(credential.password && { password: credential.password.reveal() }),
    ...(credential.key && { privateKey: credential.key.reveal() }),
    ...(credential.keyPassword && { passphrase: credential.keyPassword.reveal() }),
    hostVerifier: (key: Buffer) => fingerprintOf(key) === fingerprint,
  }).catch((thrown: Failure) => {
    throw failureOf(thrown, address, fingerprint)
  })
  const calls = new SftpCalls(client, address, clock)
  return new SftpSession(client, await sftpOf(client, calls), calls, address)
}

/** The host key, before anything of the till is said. @throws DropServerError */
export async function identifySftp(
  address: DropAddress,
  proxy: string | undefined,
  machine: MachineNetwork,
): Promise<{ fingerprint: string; isVouchedFor: boolean }> {
  const way = await wayTo(address, proxy, machine)
  let seen: string | undefined
  const hostVerifier = (key: Buffer) => {
    seen = fingerprintOf(key)
    return false
  }
  try {
    const client = await connected(address, { ...way, username: 'nobody', hostVerifier })
    client.end()
  } catch (thrown) {
    if (seen === undefined) throw failureOf(thrown as Failure, address, undefined)
  }
  if (seen === undefined) throw new DropServerError('unreachable', `${address.host} showed no host key.`)
  return { fingerprint: seen, isVouchedFor: false }
}

/** What the library connects by; its own connection where no proxy is set. @throws DropServerError */
async function wayTo(address: DropAddress, proxy: string | undefined, machine: MachineNetwork) {
  if (proxy === undefined || proxy === 'direct') return {}
  return { sock: await openWayTo(address, proxy, connectTimeoutMs, machine) }
}

interface Failure extends Error {
  level?: string
  code?: string
  /** Of the key that was shown, where there was one. */
  shown?: string | undefined
}

async function connected(
  { host, port }: DropAddress,
  config: ConnectConfig & { hostVerifier: (key: Buffer) => boolean },
): Promise<Client> {
  const { default: ssh2 } = await import('ssh2')
  const client = new ssh2.Client()
  let shown: string | undefined
  return new Promise((resolve, reject) => {
    client.once('ready', () => resolve(client))
    client.on('error', (error: Failure) => {
      client.end()
      reject(Object.assign(error, { shown }))
    })
    client.once('close', () => reject(Object.assign(new Error('closed'), { shown })))
    const hostVerifier = (key: Buffer) => {
      shown = fingerprintOf(key)
      return config.hostVerifier(key)
    }
    try {
      client.connect({
        ...{ host, port, readyTimeout: connectTimeoutMs, keepaliveInterval: 10_000, keepaliveCountMax: 3 },
        ...{ ...config, hostVerifier },
      })
    } catch (thrown) {
      // A private key that does not open. The library has not taken the connection over.
      config.sock?.destroy()
      reject(Object.assign(thrown as Failure, { level: 'client-key' }))
    }
  })
}

function failureOf(
  { level, code, shown }: Failure,
  { host, port }: DropAddress,
  wanted: string | undefined,
): DropServerError {
  if (level === 'client-key')
    return new DropServerError('credential', 'The private key cannot be read with its password.')
  if (shown !== undefined && wanted !== undefined && shown !== wanted)
    return new DropServerError(
      'untrusted',
      `${host} shows another host key (${shown}) than the one that was set.`,
      shown,
    )
  if (level === 'client-authentication')
    return new DropServerError('credential', `${host} refused the user or the password.`)
  return unreachable(host, port, code)
}

async function sftpOf(client: Client, calls: SftpCalls): Promise<SFTPWrapper> {
  try {
    return await calls.call<SFTPWrapper>((done) => client.sftp(done))
  } catch (thrown) {
    client.end()
    if (calls.isGone) throw thrown
    throw new DropServerError('refused', 'The server offers no SFTP to this user.')
  }
}

/** As `ssh-keygen -l` shows it. */
function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256')
    .update(key)
    .digest('base64')
    .replace(/={1,2}$/, '')}`
}

class SftpSession implements DropSession {
  readonly #client: Client
  readonly #sftp: SFTPWrapper
  readonly #calls: SftpCalls
  readonly #address: DropAddress

  constructor(client: Client, sftp: SFTPWrapper, calls: SftpCalls, address: DropAddress) {
    this.#client = client
    this.#sftp = sftp
    this.#calls = calls
    this.#address = address
  }

  async hasFolder(): Promise<boolean> {
    const { folder } = this.#address
    return (await this.#stat(folder === '' ? '.' : folder))?.isDirectory() ?? false
  }

  async sizeOf(name: string): Promise<number | undefined> {
    return (await this.#stat(this.#path(name)))?.size
  }

  write(name: string, bytes: Buffer): Promise<void> {
    return this.#withFile(name, 'w', (handle) =>
      inPieces(bytes.length, (at, length) =>
        this.#calls.call((done) => this.#sftp.write(handle, bytes, at, length, at, done)),
      ),
    )
  }

  /** By reading it back, where the account may. */
  async digestOf(name: string): Promise<string | undefined> {
    const size = await this.sizeOf(name)
    if (size === undefined || size > maxReadBackBytes) return undefined
    try {
      return createHash('sha256')
        .update(await this.#read(name, size))
        .digest('hex')
    } catch (thrown) {
      if (thrown instanceof DropServerError && thrown.problem === 'refused') return undefined
      throw thrown
    }
  }

  rename(from: string, to: string): Promise<void> {
    return this.#calls.call((done) => this.#sftp.rename(this.#path(from), this.#path(to), done))
  }

  async close(): Promise<void> {
    if (!this.#calls.isGone) this.#client.end()
  }

  async #read(name: string, size: number): Promise<Buffer> {
    const bytes = Buffer.alloc(size)
    await this.#withFile(name, 'r', (handle) =>
      inPieces(size, (at, length) => this.#fill(handle, bytes, at, at + length)),
    )
    return bytes
  }

  /** A server may give less than it was asked for. Where it has less, the checksum tells. */
  async #fill(handle: Buffer, bytes: Buffer, from: number, end: number): Promise<void> {
    for (let at = from; at < end; ) {
      const count = await this.#calls.call<number>((done) =>
        this.#sftp.read(handle, bytes, at, end - at, at, (error, read) => done(error, read)),
      )
      if (count === 0) return
      at += count
    }
  }

  async #withFile(name: string, flags: 'r' | 'w', act: (handle: Buffer) => Promise<void>): Promise<void> {
    const handle = await this.#calls.call<Buffer>((done) =>
      this.#sftp.open(this.#path(name), flags, { mode: umaskDecides }, done),
    )
    let isDone = false
    try {
      await act(handle)
      isDone = true
    } finally {
      const closed = this.#calls.call((done) => this.#sftp.close(handle, done))
      // What went wrong before says more.
      await (isDone ? closed : closed.catch(() => {}))
    }
  }

  async #stat(path: string) {
    try {
      return await this.#calls.call<Stats>((done) => this.#sftp.stat(path, done))
    } catch (thrown) {
      if (thrown instanceof NotThere) return undefined
      throw thrown
    }
  }

  #path(name: string): string {
    const { folder } = this.#address
    if (folder === '') return name
    return folder === '/' ? `/${name}` : `${folder}/${name}`
  }
}
