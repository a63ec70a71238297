import { createHash } from 'node:crypto'
import type { Client, ConnectConfig, SFTPWrapper, Stats } from 'ssh2'
import type { MachineNetwork } from '#adapters/sockets/machineNetwork.ts'
import type { DropAddress } from '#contract/drops/target.ts'
import { type DropCredential, DropServerError, type DropSession, type DropTrust } from '#core/drops/server.ts'
import { unreachable } from './serverErrors.ts'
import { openWayTo } from './wayThrough.ts'

const connectTimeoutMs = 20_000
/** Of SFTP: the file is not there (draft-ietf-secsh-filexfer-02, 7). */
const noSuchFile = 2
/** Of SFTP: the server, or a gateway before it, has lost its own connection. */
const lostConnection: ReadonlySet<unknown> = new Set([6, 7])
/** Of a file at the server, before its own umask. */
const umaskDecides = 0o666
/** What the server has is read back up to this size, to be compared byte for byte. */
const maxReadBackBytes = 16 * 1024 * 1024

/** @throws DropServerError */
export async function connectSftp(
  { address, fingerprint, proxy }: DropTrust,
  credential: DropCredential,
  machine: MachineNetwork,
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
  const sftp = await sftpOf(client)
  return new SftpSession(client, sftp, address)
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
      // A private key that does not open.
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

async function sftpOf(client: Client): Promise<SFTPWrapper> {
  try {
    return await new Promise<SFTPWrapper>((resolve, reject) => {
      client.sftp((error, sftp) => (error ? reject(error) : resolve(sftp)))
    })
  } catch {
    client.end()
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
  readonly #address: DropAddress
  #isGone = false

  constructor(client: Client, sftp: SFTPWrapper, address: DropAddress) {
    this.#client = client
    this.#sftp = sftp
    this.#address = address
    client.on('close', () => {
      this.#isGone = true
    })
  }

  async hasFolder(): Promise<boolean> {
    const { folder } = this.#address
    return (await this.#stat(folder === '' ? '.' : folder))?.isDirectory() ?? false
  }

  async sizeOf(name: string): Promise<number | undefined> {
    return (await this.#stat(this.#path(name)))?.size
  }

  write(name: string, bytes: Buffer): Promise<void> {
    const path = this.#path(name)
    return this.#call((done) => {
      const stream = this.#sftp.createWriteStream(path, { flags: 'w', mode: umaskDecides })
      stream.once('error', done)
      stream.once('close', () => done(undefined, undefined))
      stream.end(bytes)
    })
  }

  /** By reading it back, where the account may. */
  async digestOf(name: string): Promise<string | undefined> {
    const size = await this.sizeOf(name)
    if (size === undefined || size > maxReadBackBytes) return undefined
    try {
      const bytes = await this.#call<Buffer>((done) => this.#sftp.readFile(this.#path(name), done))
      return createHash('sha256').update(bytes).digest('hex')
    } catch (thrown) {
      if (thrown instanceof DropServerError && thrown.problem === 'refused') return undefined
      throw thrown
    }
  }

  rename(from: string, to: string): Promise<void> {
    return this.#call((done) => this.#sftp.rename(this.#path(from), this.#path(to), done))
  }

  async close(): Promise<void> {
    if (!this.#isGone) this.#client.end()
  }

  async #stat(path: string) {
    try {
      return await this.#call<Stats>((done) => this.#sftp.stat(path, done))
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

  /** The library calls nothing back once the connection is gone. */
  #call<Result = void>(act: (done: (error: unknown, result?: Result) => void) => void): Promise<Result> {
    return new Promise((resolve, reject) => {
      const onGone = () => settle(() => reject(unreachable(this.#address.host, this.#address.port, 'ECONNRESET')))
      const settle = (end: () => void) => {
        this.#client.off('close', onGone)
        end()
      }
      this.#client.once('close', onGone)
      const done = (error: unknown, result?: Result) =>
        settle(() => (error ? reject(this.#failureOf(error)) : resolve(result as Result)))
      if (this.#isGone) return onGone()
      try {
        act(done)
      } catch (thrown) {
        done(thrown)
      }
    })
  }

  #failureOf(thrown: unknown): Error {
    const { code, message } = thrown as { code?: number | string; message?: string }
    if (code === noSuchFile) return new NotThere()
    if (lostConnection.has(code)) return unreachable(this.#address.host, this.#address.port, 'ECONNRESET')
    if (typeof code === 'number') return new DropServerError('refused', `The server says: ${message ?? code}.`)
    return unreachable(this.#address.host, this.#address.port, code)
  }
}

/** No file has the name; or, of a file that is made, its folder is not there. */
class NotThere extends DropServerError {
  constructor() {
    super('refused', 'The server has no such file or folder.')
  }
}
