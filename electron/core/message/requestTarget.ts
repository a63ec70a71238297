import { Fault } from '#core/base/fault.ts'
import { Remembered } from '#core/base/remembered.ts'
import { type PathReading, readPath } from './ambiguousPath.ts'

/** The parts of a request target below `/via/`, without the upstream. */
export interface Target {
  /** As it came and as it is sent: byte for byte. */
  path: string
  /** With its `?`, or empty. */
  query: string
  /** The path decoded once: what grants and deny lists are matched against, never what is sent. */
  decodedPath: string
}

const prefix = '/via/'
const readings = new Remembered<PathReading>()

/** The commonest slip: joining a base URL and a path as texts. */
const twoSlashes =
  'it begins with two slashes, as where a base URL that ends in / is put before a path that begins with /'

/** The id of the upstream that a target below `/via/` names. */
export function upstreamIdOf(target: string): string {
  const beforeQuery = withoutQuery(target)
  const pathAt = beforeQuery.indexOf('/', prefix.length)
  return pathAt === -1 ? beforeQuery.slice(prefix.length) : beforeQuery.slice(prefix.length, pathAt)
}

/**
 * @returns `undefined` when the target is not below `/via/`
 * @throws Fault `AMBIGUOUS_PATH` when servers may read the path in different ways (attacks.md T39, T40)
 */
export function parseTarget(target: string): Target | undefined {
  if (!target.startsWith(prefix)) return undefined
  const beforeQuery = withoutQuery(target)
  const pathAt = beforeQuery.indexOf('/', prefix.length)
  const path = pathAt === -1 ? '/' : beforeQuery.slice(pathAt)
  const query = target.slice(beforeQuery.length)
  if (path.startsWith('//')) throw ambiguousPath(twoSlashes)
  // A fragment is a client's own business; some servers drop what follows, some do not.
  if (query.includes('#')) throw ambiguousPath('it is followed by a fragment')
  const reading = readings.of(path, () => readPath(path))
  if ('ambiguity' in reading) throw ambiguousPath(reading.ambiguity)
  return { path, query, decodedPath: reading.decoded }
}

function withoutQuery(target: string): string {
  const queryAt = target.indexOf('?')
  return queryAt === -1 ? target : target.slice(0, queryAt)
}

export function ambiguousPath(why: string): Fault {
  return new Fault('AMBIGUOUS_PATH', `The path is refused: ${why}.`)
}
