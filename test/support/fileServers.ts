import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeWithTest } from './closeWithTest.ts'
import { makeFolder, removeFolder } from './folder.ts'
import { freePort } from './freePort.ts'
import { makePrivateCa } from './privateCa.ts'

/** A server of files of another maker, running on a port of 127.0.0.1. */
export interface FileServer {
  /** Address of the folder in which files are to come. */
  to: string
  fingerprint: string
  /** Where they come. */
  folder: string
  user: string
  /** Ends it; `start` brings it back at the same port. */
  stop(): Promise<void>
  start(): Promise<void>
  /** What `beforeAll` has started is closed by the file. */
  close(): Promise<void>
}

export interface SftpServer extends FileServer {
  /** Path of a private key that it lets in. */
  keyFile: string
  key: string
}

export interface FtpsServer extends FileServer {
  password: string
  /** Path of the authority's certificate. */
  caFile: string
}

/** OpenSSH's own, which lets this user in by a key. */
export async function startSftpServer(): Promise<SftpServer> {
  const work = makeFolder()
  const port = await freePort()
  const folder = join(work, 'files', 'incoming')
  mkdirSync(folder, { recursive: true })
  // It refuses to start without; a system that has no sshd of its own has none.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  const keygen = (name: string) => execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(work, name)])
  for (const name of ['host_key', 'secret-user_key']) keygen(name)
  copyFileSync(join(work, 'secret-user_key.pub'), join(work, 'authorized_keys'))
  const lines = [
    ...[`Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${join(work, 'host_key')}`, 'PidFile none', 'UsePAM no'],
    ...[`AuthorizedKeysFile ${join(work, 'authorized_keys')}`, 'StrictModes no', 'PermitRootLogin yes'],
    ...['PasswordAuthentication no', `Subsystem sftp internal-sftp -d ${join(work, 'files')}`, 'MaxStartups 100'],
  ]
  writeFileSync(join(work, 'sshd_config'), `${lines.join('\n')}\n`)
  const keyFile = join(work, 'secret-user_key')
  const user = userInfo().username
  return {
    ...{ to: `sftp://${user}@127.0.0.1:${port}/incoming`, folder, user, keyFile, key: readFileSync(keyFile, 'utf8') },
    fingerprint: fingerprintIn(execFileSync('ssh-keygen', ['-lf', join(work, 'host_key.pub')], { encoding: 'utf8' })),
    ...(await runAt(work, port, '/usr/sbin/sshd', ['-D', '-e', '-f', join(work, 'sshd_config')])),
  }
}

/** ProFTPD, which takes no login before TLS, and wants the data's session to be that of the commands. */
export async function startFtpsServer(): Promise<FtpsServer> {
  const work = makeFolder()
  const port = await freePort()
  const [user, password] = ['store12', 'correct horse battery']
  const folder = join(work, 'files', 'incoming')
  mkdirSync(folder, { recursive: true })
  for (const path of [join(work, 'files'), folder]) chownSync(path, 65_534, 65_534)
  chmodSync(work, 0o755)
  const { key, cert, caFile } = makePrivateCa()
  for (const [name, text] of Object.entries({ 'server.key': key, 'server.pem': cert }))
    writeFileSync(join(work, name), text, { mode: 0o600 })
  const hash = execFileSync('openssl', ['passwd', '-6', password], { encoding: 'utf8' }).trim()
  writeFileSync(join(work, 'users'), `${user}:${hash}:65534:65534::${join(work, 'files')}:/bin/false\n`, {
    mode: 0o600,
  })
  const lines = [
    ...['ModulePath /usr/lib/proftpd', 'LoadModule mod_tls.c', 'LoadModule mod_digest.c', 'ServerType standalone'],
    ...[
      `Port ${port}`,
      'DefaultAddress 127.0.0.1',
      'SocketBindTight on',
      'UseIPv6 off',
      'User nobody',
      'Group nogroup',
    ],
    ...[
      `AuthUserFile ${join(work, 'users')}`,
      'AuthOrder mod_auth_file.c',
      'RequireValidShell off',
      'UseReverseDNS off',
    ],
    ...['DefaultRoot ~', `PidFile ${join(work, 'pid')}`, 'ScoreboardFile none', 'WtmpLog off', 'TransferLog none'],
    ...[`SystemLog ${join(work, 'log')}`, 'TLSEngine on', 'TLSRequired on', `TLSLog ${join(work, 'tls-log')}`],
    ...[`TLSRSACertificateFile ${join(work, 'server.pem')}`, `TLSRSACertificateKeyFile ${join(work, 'server.key')}`],
    ...[`TLSECCertificateFile ${join(work, 'server.pem')}`, `TLSECCertificateKeyFile ${join(work, 'server.key')}`],
    ...['DigestEngine on', 'AllowOverwrite on'],
  ].filter((line) => !line.startsWith('TLSRSA'))
  writeFileSync(join(work, 'proftpd.conf'), `${lines.join('\n')}\n`)
  const der = execFileSync('openssl', ['x509', '-in', join(work, 'server.pem'), '-outform', 'DER'])
  const digest = execFileSync('openssl', ['dgst', '-sha256', '-binary'], { input: der })
  return {
    ...{ to: `ftps://${user}@127.0.0.1:${port}/incoming`, folder, user, password, caFile },
    fingerprint: `SHA256:${digest.toString('base64').replace(/=+$/, '')}`,
    ...(await runAt(work, port, '/usr/sbin/proftpd', ['-n', '-c', join(work, 'proftpd.conf')])),
  }
}

function fingerprintIn(line: string): string {
  return /SHA256:\S+/.exec(line)?.[0] ?? ''
}

async function runAt(
  work: string,
  port: number,
  program: string,
  args: string[],
): Promise<Pick<FileServer, 'start' | 'stop' | 'close'>> {
  let end = async () => {}
  const start = async () => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    const ended = once(child, 'exit')
    end = async () => {
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      await ended
    }
    while (!(await listens(port))) {
      if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`)
      await sleep(20)
    }
  }
  await start()
  closeWithTest(() => end())
  const close = async () => {
    await end()
    removeFolder(work)
  }
  return { start, stop: () => end(), close }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
