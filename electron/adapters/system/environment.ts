import type { EnvironmentNotes } from '#core/diagnostics/diagnostics.ts'

/** Variables that the agent does not obey, and that neither Node, Chromium nor a program it starts is to find. */
const dropped = [
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'SSLKEYLOGFILE',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
]

/** Options of Node that make TLS or HTTP laxer, or write down what passes. */
const weakeningOptions = new Set([
  '--insecure-http-parser',
  '--tls-cipher-list',
  '--tls-keylog',
  '--tls-min-v1.0',
  '--tls-min-v1.1',
  '--trace-tls',
])

/**
 * What the environment and the options of Node ask of this process that it does not do (docs/security.md, T46).
 *
 * @param options of Node, such as `process.execArgv`
 */
export function readEnvironment(env: NodeJS.ProcessEnv, options: readonly string[]): EnvironmentNotes {
  const isSet = (name: string) => env[name] !== undefined && env[name] !== ''
  const given = [...(env.NODE_OPTIONS ?? '').split(/\s+/), ...options].map((option) => option.replace(/=.*$/s, ''))
  return {
    weakening: [
      ...(env.NODE_TLS_REJECT_UNAUTHORIZED === '0' ? ['NODE_TLS_REJECT_UNAUTHORIZED'] : []),
      ...(isSet('SSLKEYLOGFILE') ? ['SSLKEYLOGFILE'] : []),
      ...new Set(given.filter((option) => weakeningOptions.has(option))),
    ],
    authorities: [
      ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_DIR', 'SSL_CERT_FILE'].filter(isSet),
      ...(given.includes('--use-openssl-ca') ? ['--use-openssl-ca'] : []),
    ],
  }
}

/** As the environment was at the start. */
let atStart: EnvironmentNotes | undefined

/**
 * Removes what is not obeyed, once and before anything else: a library that asks Node for its defaults must not find it
 * either.
 */
export function dropWeakening(): void {
  atStart = environmentAtStart()
  for (const name of dropped) delete process.env[name]
}

export function environmentAtStart(): EnvironmentNotes {
  return atStart ?? readEnvironment(process.env, process.execArgv)
}
