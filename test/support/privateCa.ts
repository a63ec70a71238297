import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface PrivateCa {
  /** The authority's certificate, as a PEM file. */
  caFile: string
  /** A server's, signed by that authority. */
  key: string
  cert: string
}

interface Options {
  /** As in a certificate's subjectAltName. */
  names?: string
  isExpired?: boolean
}

/** A certificate authority nobody knows, and a server certificate of its making; its files go with the test process. */
export function makePrivateCa({
  names = 'DNS:localhost,IP:127.0.0.1,IP:::1',
  isExpired = false,
}: Options = {}): PrivateCa {
  const work = mkdtempSync(join(tmpdir(), 'till-ca-'))
  process.once('exit', () => rmSync(work, { recursive: true, force: true }))
  const at = (name: string) => join(work, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: work, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc']
  writeFileSync(at('server.ext'), `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`)
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Till test CA')
  openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=Till test server')
  const until = isExpired ? ['-days', '-1'] : ['-days', '1']
  openssl(
    'x509',
    '-req',
    '-in',
    'server.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    ...until,
    '-extfile',
    'server.ext',
    '-out',
    'server.pem',
  )
  const [key, cert] = ['server.key', 'server.pem'].map((name) => readFileSync(at(name), 'utf8')) as [string, string]
  return { caFile: at('ca.pem'), key, cert }
}
