import { createHash } from 'node:crypto'
import { DropServerError, type DropServers, type DropSession, type ServerProblem } from '#core/drops/server.ts'

/** A server of files in memory. */
export interface MemoryFileServer extends DropServers {
  files: Map<string, Buffer>
  /** How often each name was given to a file, by a rename. */
  named: Map<string, number>
  /** While it is set, nobody gets in. */
  problem: ServerProblem | undefined
  /** Whether the folder is there. Where it is not, it has no file. */
  hasFolder: boolean
  /** Whether it tells checksums. */
  tellsDigests: boolean
  /** Called before and after each step of a session; what it waits for holds the step up. */
  onStep: (step: string, when: 'before' | 'after') => Promise<void>
}

export function createMemoryFileServer(): MemoryFileServer {
  const server: MemoryFileServer = {
    ...{
      files: new Map(),
      named: new Map(),
      problem: undefined,
      hasFolder: true,
      tellsDigests: true,
      onStep: async () => {},
    },
    identify: async () => ({ fingerprint: `SHA256:${'A'.repeat(43)}`, isVouchedFor: false }),
    connect: async () => {
      if (server.problem) throw new DropServerError(server.problem, 'It is away.')
      return sessionAt(server)
    },
  }
  return server
}

function sessionAt(server: MemoryFileServer): DropSession {
  const { files, named } = server
  const step = async <Result>(name: string, act: () => Result): Promise<Result> => {
    await server.onStep(name, 'before')
    const result = act()
    await server.onStep(name, 'after')
    return result
  }
  return {
    hasFolder: () => step('folder', () => server.hasFolder),
    sizeOf: (name) => step('size', () => (server.hasFolder ? files.get(name)?.length : undefined)),
    write: async (name, bytes) => {
      // What was sent before a connection breaks stays.
      files.set(name, bytes.subarray(0, bytes.length / 2))
      await step('write', () => files.set(name, Buffer.from(bytes)))
    },
    digestOf: (name) =>
      step('digest', () => {
        const bytes = server.tellsDigests ? files.get(name) : undefined
        return bytes && createHash('sha256').update(bytes).digest('hex')
      }),
    rename: (from, to) =>
      step('rename', () => {
        const bytes = files.get(from)
        if (!bytes || files.has(to)) throw new DropServerError('refused', 'The server says: failure.')
        files.delete(from)
        files.set(to, bytes)
        named.set(to, (named.get(to) ?? 0) + 1)
      }),
    close: async () => {},
  }
}
