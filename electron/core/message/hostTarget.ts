import { ambiguousPath, type Target } from './requestTarget.ts'

/** A host of an upstream, as far as paths go. */
interface Host {
  pathPrefix: string
  /** Where it is below `/via/{upstream}`, unless it is there itself. */
  mountPath?: string | undefined
  /** A request's path may begin with it although `pathPrefix` ends with it. */
  rootPath?: string | undefined
}

/** A request's target at the host that it is for. */
interface HostTarget<AnyHost> {
  host: AnyHost
  target: Target
  /** What grants are about: the path below the upstream, without the host's `rootPath`. */
  grantPath: string
}

/** @throws Fault `AMBIGUOUS_PATH` for a path that names a host only once it is decoded */
export function hostTargetOf<AnyHost extends Host>(
  main: AnyHost,
  mounts: readonly AnyHost[],
  asked: Target,
): HostTarget<AnyHost> {
  const host = mounts.find(({ mountPath = '' }) => isBelow(asked.decodedPath, mountPath)) ?? main
  const { mountPath = '', rootPath } = host
  if (!isBelow(asked.path, mountPath)) throw ambiguousPath('it spells a letter of its beginning with %')
  const below = withoutPrefix(asked, mountPath)
  if (rootPath === undefined || !isBelow(below.path, rootPath) || !isBelow(below.decodedPath, rootPath))
    return { host, target: below, grantPath: mountPath + below.decodedPath }
  const short = withoutPrefix(below, rootPath)
  const target = host.pathPrefix.endsWith(rootPath) ? short : below
  return { host, target, grantPath: mountPath + short.decodedPath }
}

function withoutPrefix({ path, query, decodedPath }: Target, prefix: string): Target {
  if (prefix === '') return { path, query, decodedPath }
  return { path: path.slice(prefix.length) || '/', query, decodedPath: decodedPath.slice(prefix.length) || '/' }
}

function isBelow(path: string, prefix: string): boolean {
  return prefix === '' || path === prefix || path.startsWith(`${prefix}/`)
}
