import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface PrivateCa {
  /** Path of the authority's certificate, in PEM. */
  caFile: string
  /** Key and certificate of a server, signed by the authority, in PEM. */
  key: string
  cert: string
}

interface Options {
  /** The authority's common name. */
  authority?: string
  /** The server's subjectAltName. */
  names?: string
  isExpired?: boolean
  /** With a key of the server's that is too short to be believed. */
  isShort?: boolean
}

/** Creates an unknown certificate authority and a server certificate signed by it. Their files are removed at exit. */
export function makePrivateCa({
  authority = 'Till test CA',
  names = 'DNS:localhost,IP:127.0.0.1,IP:::1',
  isExpired = false,
  isShort = false,
}: Options = {}): PrivateCa {
  const work = mkdtempSync(join(tmpdir(), 'till-ca-'))
  process.once('exit', () => rmSync(work, { recursive: true, force: true }))
  const pathOf = (name: string) => join(work, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: work, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc']
  writeFileSync(pathOf('server.ext'), `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`)
  openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', `/CN=${authority}`)
  const serverKey = isShort ? ['-newkey', 'rsa:1024', '-noenc'] : newKey
  openssl('req', ...serverKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=Till test server')
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
  const [key, cert] = ['server.key', 'server.pem'].map((name) => readFileSync(pathOf(name), 'utf8')) as [string, string]
  return { caFile: pathOf('ca.pem'), key, cert }
}

export interface TestCertificate {
  /** Certificate and private key. */
  pem: string
  /** Path of the same as PKCS#12. */
  p12File: string
  p12Password: string
}

/** Creates a certificate that a till may show to servers which trust this authority. @param days until it ends */
export function makeClientCertificate({ caFile }: PrivateCa, subject: string, days = 300): TestCertificate {
  const work = mkdtempSync(join(tmpdir(), 'till-certificate-'))
  process.once('exit', () => rmSync(work, { recursive: true, force: true }))
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: work, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc']
  openssl('req', ...newKey, '-keyout', 'till.key', '-out', 'till.csr', '-subj', `/O=Shop/CN=${subject}`)
  const signed = ['-CA', caFile, '-CAkey', join(dirname(caFile), 'ca.key'), '-days', String(days)]
  openssl('x509', '-req', '-in', 'till.csr', ...signed, '-out', 'till.pem')
  const p12Password = 'correct horse'
  const parts = ['-in', 'till.pem', '-inkey', 'till.key', '-passout', `pass:${p12Password}`]
  openssl('pkcs12', '-export', ...parts, '-out', 'till.p12')
  const pem = ['till.pem', 'till.key'].map((name) => readFileSync(join(work, name), 'utf8')).join('')
  return { pem, p12File: join(work, 'till.p12'), p12Password }
}
