import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder } from './folder.ts'
import { freePort } from './freePort.ts'
import type { PrivateCa } from './privateCa.ts'
import { startServer } from './server.ts'

/** A proxy of another maker, running on a port of 127.0.0.1. */
export interface RealProxy {
  url: string
  /** What it has logged of its requests. */
  log(): string
}

interface SquidOptions {
  /** Lines of its configuration, ahead of those that let everybody in. */
  lines?: (folder: string) => string[]
  /** Further words of `http_port`. */
  port?: string
}

/** A name that only the squids here know, as that of this machine. */
export const nameBehindProxy = 'cloud.store.test'

const squid = '/usr/sbin/squid'
const squidParts = '/usr/lib/squid'

export async function startSquid({ lines = () => [], port: ofPort = '' }: SquidOptions = {}): Promise<RealProxy> {
  const folder = openFolder()
  const port = await freePort()
  const log = join(folder, 'access.log')
  writeFileSync(join(folder, 'hosts'), `${readFileSync('/etc/hosts', 'utf8')}\n127.0.0.1 ${nameBehindProxy}\n`)
  const configuration = [
    `http_port 127.0.0.1:${port} ${ofPort}`,
    `pid_filename ${join(folder, 'squid.pid')}`,
    `access_log stdio:${log}`,
    `hosts_file ${join(folder, 'hosts')}`,
    ...['cache_log /dev/null', 'cache deny all', 'shutdown_lifetime 0 seconds'],
    ...lines(folder),
    'http_access allow all',
  ]
  writeFileSync(join(folder, 'squid.conf'), `${configuration.join('\n')}\n`)
  return startProxy(squid, ['-N', '-f', join(folder, 'squid.conf')], port, log)
}

/** Signs in by Basic. */
export function startSquidWithPassword(user: string, password: string): Promise<RealProxy> {
  return startSquid({
    lines: (folder) => {
      const file = join(folder, 'passwords')
      const hash = execFileSync('openssl', ['passwd', '-apr1', password], { encoding: 'utf8' }).trim()
      writeFileSync(file, `${user}:${hash}\n`)
      return [`auth_param basic program ${squidParts}/basic_ncsa_auth ${file}`, ...onlySignedIn]
    },
  })
}

/** Signs in by Kerberos only. */
export function startSquidWithNegotiate(): Promise<RealProxy> {
  return startSquid({ lines: () => ['auth_param negotiate program /bin/cat', ...onlySignedIn] })
}

const onlySignedIn = ['acl signed-in proxy_auth REQUIRED', 'http_access deny !signed-in']

/** Opens TLS and signs the answers of all servers anew, as a filter does. */
export function startReSigningSquid({ caFile }: PrivateCa): Promise<RealProxy> {
  const key = join(dirname(caFile), 'ca.key')
  return startSquid({
    port: `ssl-bump tls-cert=${caFile} tls-key=${key} generate-host-certificates=on`,
    lines: (folder) => {
      const certificates = join(folder, 'certificates')
      execFileSync(`${squidParts}/security_file_certgen`, ['-c', '-s', certificates, '-M', '4MB'])
      execFileSync('chmod', ['-R', 'go+rwX', certificates])
      return [
        `sslcrtd_program ${squidParts}/security_file_certgen -s ${certificates} -M 4MB`,
        'sslcrtd_children 1',
        'ssl_bump bump all',
        'sslproxy_cert_error allow all',
        'tls_outgoing_options flags=DONT_VERIFY_PEER',
      ]
    },
  })
}

export async function startTinyproxy(): Promise<RealProxy> {
  const folder = openFolder()
  const port = await freePort()
  const [file, log] = [join(folder, 'tinyproxy.conf'), join(folder, 'tinyproxy.log')]
  writeFileSync(file, `Port ${port}\nListen 127.0.0.1\nTimeout 60\nLogFile "${log}"\nLogLevel Connect\n`)
  return startProxy('/usr/bin/tinyproxy', ['-d', '-c', file], port, log)
}

async function startProxy(program: string, args: string[], port: number, log: string): Promise<RealProxy> {
  await startServer(program, args, port)
  return { url: `http://127.0.0.1:${port}`, log: () => (existsSync(log) ? readFileSync(log, 'utf8') : '') }
}

/** squid gives up the rights of root, so its files are everybody's. */
function openFolder(): string {
  const folder = makeFolder()
  chmodSync(folder, 0o777)
  return folder
}
