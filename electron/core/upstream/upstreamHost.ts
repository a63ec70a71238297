import { Fault } from '#core/base/fault.ts'
import type { Link } from '#core/network/link.ts'
import type { Network, UpstreamEndpoint } from '#core/network/network.ts'
import type { Mount } from '#core/scheme/mount.ts'

/** One host of an upstream, with connections of its own. */
export interface UpstreamHost {
  /** Of the upstream. */
  readonly id: string
  /** Where its routes are below `/via/{upstream}`; absent for the upstream's own base URL. */
  readonly mountPath?: string
  /** The origin of its base URL. */
  readonly origin: string
  /** The path of its base URL, which goes before the path of every request. Often empty. */
  readonly pathPrefix: string
  /** The same, decoded. */
  readonly decodedPrefix: string
  /** As `Scheme.rootPath`. */
  readonly rootPath?: string | undefined
  /** Absent when its CA file cannot be read, or its base URL is not known; `problem` says so. */
  readonly link: Link | undefined
  readonly problem: Fault | undefined
}

/** Where a base URL leads. */
export function baseOf(baseUrl: string): Pick<UpstreamHost, 'origin' | 'pathPrefix' | 'decodedPrefix'> {
  const { origin, pathname } = new URL(baseUrl)
  const pathPrefix = pathname === '/' ? '' : pathname
  return { origin, pathPrefix, decodedPrefix: decoded(pathPrefix) }
}

/** Connects with the first request: a till may never need this host. */
export class MountedHost implements UpstreamHost {
  readonly id: string
  readonly mountPath: string
  readonly origin: string
  readonly pathPrefix: string
  readonly decodedPrefix: string
  readonly rootPath: string | undefined
  #problem: Fault | undefined
  readonly #endpoint: UpstreamEndpoint | undefined
  readonly #network: Network
  #link: Link | undefined

  constructor(id: string, { path, baseUrl, setting, rootPath }: Mount, main: UpstreamEndpoint, network: Network) {
    const base = baseUrl === undefined ? undefined : baseOf(baseUrl)
    this.id = id
    this.mountPath = path
    this.origin = base?.origin ?? ''
    this.pathPrefix = base?.pathPrefix ?? ''
    this.decodedPrefix = base?.decodedPrefix ?? ''
    this.rootPath = rootPath
    this.#problem = base ? undefined : unknownHost(id, path, setting)
    this.#endpoint = baseUrl === undefined ? undefined : { ...main, baseUrl }
    this.#network = network
  }

  get link(): Link | undefined {
    if (this.#link || !this.#endpoint || this.#problem) return this.#link
    const opened = linkTo(this.#endpoint, this.#network)
    this.#problem = opened.problem
    this.#link = opened.link
    return this.#link
  }

  get problem(): Fault | undefined {
    return this.#problem
  }

  rewarm(): void {
    this.#link?.rewarm()
  }

  async close(): Promise<void> {
    await this.#link?.close()
  }
}

export function linkTo(endpoint: UpstreamEndpoint, network: Network): { link?: Link; problem: Fault | undefined } {
  try {
    return { link: network.link(endpoint), problem: undefined }
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    return { problem: thrown }
  }
}

function unknownHost(id: string, path: string, setting: string): Fault<'UPSTREAM_NOT_READY'> {
  return new Fault(
    'UPSTREAM_NOT_READY',
    `"${id}" has no ${setting}, to which requests below ${path} go.`,
    {},
    { action: 'provision-upstream', target: id },
  )
}

/** A base URL may hold any text of the person who set it up. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
