import { networkInterfaces } from 'node:os'
import { matchesGlob } from './exceptions.ts'

/** Of a PAC file that lists some thousand hosts. */
const maxMemoryBytes = 16 * 1024 * 1024

/** Calls of the interrupt handler: some tenths of a second of computing on an old till, in which nothing else happens. */
const maxInterrupts = 300

/** The file went on computing for longer than it may. */
export class PacEndless extends Error {}

let engine: Promise<Buffer> | undefined

/** The interpreter is 640 kB of WebAssembly, and needed only where the system names a PAC file. */
async function engineBytes(): Promise<Buffer> {
  const { default: address } = await import('quickjs-wasi/quickjs.wasm?inline')
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64')
}

/**
 * Asks a PAC file for the way to a host. The file runs in an interpreter of its own, without access to this process, with
 * bounds on memory and computing. It sees no path and no query, as in a browser.
 *
 * @returns such as `PROXY proxy.store:3128; DIRECT`
 * @throws `PacEndless` · what the file throws, also when it is no PAC file or takes too much memory
 */
export async function askPac(program: string, upstream: URL): Promise<string> {
  const [{ createPacResolver }, { QuickJS }] = await Promise.all([import('pac-resolver'), import('quickjs-wasi')])
  engine ??= engineBytes()
  let interrupts = 0
  const interpreter = await QuickJS.create({
    wasm: await engine,
    memoryLimit: maxMemoryBytes,
    interruptHandler: () => {
      interrupts += 1
      return interrupts > maxInterrupts
    },
  })
  try {
    const findProxy = createPacResolver(interpreter, program, { sandbox })
    const answer = await findProxy(`${upstream.origin}/`, upstream.hostname.replace(/^\[|\]$/g, ''))
    return typeof answer === 'string' ? answer : ''
  } catch (thrown) {
    throw interrupts > maxInterrupts ? new PacEndless() : thrown
  } finally {
    interpreter.dispose()
  }
}

/**
 * Asks no second time for an upstream for which a file went on for ever: until it is stopped, nothing else happens in this
 * process. One that throws is asked again: it may have asked for a name while no name could be found.
 */
export function withoutEndless(ask: typeof askPac): typeof askPac {
  /** By upstream, the file. */
  const endless = new Map<string, string>()
  return async (program, upstream) => {
    const { origin } = upstream
    if (endless.get(origin) === program) throw new PacEndless()
    try {
      return await ask(program, upstream)
    } catch (thrown) {
      if (thrown instanceof PacEndless) endless.set(origin, program)
      throw thrown
    }
  }
}

/** In place of the library's: that one prints, one asks a server on the Internet, one makes regular expressions of patterns. */
const sandbox = {
  alert: () => {},
  myIpAddress: () => ownAddress(),
  shExpMatch: (text: unknown, pattern: unknown) => matchesGlob(String(text), String(pattern)),
}

function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1'
}
