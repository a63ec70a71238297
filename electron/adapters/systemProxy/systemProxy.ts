import { noSystemProxy, type SystemProxy, type SystemWays, type Way, wayText } from '#core/network/systemProxy.ts'
import { readGnomeSettings, readSystemEnvironment, settingsIn } from './linuxSettings.ts'
import { readMacSettings } from './macSettings.ts'
import { fetchPac, pacText } from './pacFile.ts'
import { askPac, withoutEndless } from './pacProgram.ts'
import { waysIn } from './pacResult.ts'
import { fixedWays, type ProxySettings } from './proxySettings.ts'
import { WayMemory } from './wayMemory.ts'
import { readWindowsSettings } from './windowsSettings.ts'

/** The settings for a way to this upstream; `undefined` where the system has none. */
export type ReadSettings = (upstream: URL) => Promise<ProxySettings | undefined>

/** The system's own setting for a proxy, PAC files included, as this process can read it without Chromium. */
export function createSystemProxy(
  read: ReadSettings = readers[process.platform] ?? (async () => undefined),
  nowMs: () => number = () => performance.now(),
): SystemProxy {
  const ask = withoutEndless(askPac)
  return new WayMemory((url) => findWays(read, ask, url), nowMs)
}

const readers: Partial<Record<NodeJS.Platform, ReadSettings>> = {
  darwin: readMacSettings,
  linux: async (upstream) => (await readGnomeSettings()) ?? settingsIn(await readSystemEnvironment(), upstream),
  win32: readWindowsSettings,
}

async function findWays(read: ReadSettings, ask: typeof askPac, url: string): Promise<SystemWays> {
  const upstream = new URL(url)
  const settings = await read(upstream).catch(() => undefined)
  if (!settings) return noSystemProxy.waysTo(url)
  const { source, pacUrl } = settings
  if (pacUrl !== undefined) return waysByPac(settings, pacUrl, ask, upstream)
  const { hostname, port } = upstream
  // Upstreams in the clear are asked about nowhere: they are on this machine.
  return { source, ways: fixedWays(settings, hostname.replace(/^\[|\]$/g, ''), Number(port) || 443) }
}

async function waysByPac(
  { source }: ProxySettings,
  pacUrl: string,
  ask: typeof askPac,
  upstream: URL,
): Promise<SystemWays> {
  const common = { source, pac: pacText(pacUrl) }
  const direct: Way[] = [{ kind: 'direct' }]
  const program = await fetchPac(pacUrl)
  if (program === undefined) return { ...common, ways: direct, problem: 'pac-unreachable' }
  try {
    return { ...common, ways: waysIn(await ask(program, upstream)) }
  } catch {
    return { ...common, ways: direct, problem: 'pac-broken' }
  }
}

/**
 * The system's proxy as Chromium finds it: its own reading of settings and PAC files.
 *
 * @param resolve `session.resolveProxy` of Electron; its answer is like a PAC file's
 */
export function createResolvedProxy(
  resolve: (url: string) => Promise<string>,
  nowMs: () => number = () => performance.now(),
): SystemProxy {
  return new WayMemory(async (url) => {
    const answer = await resolve(`${new URL(url).origin}/`).catch(() => 'DIRECT')
    const ways = waysIn(answer)
    const isPlain = ways.length === 1 && ways.map(wayText).includes('direct')
    return { source: isPlain ? 'none' : 'chromium', ways }
  }, nowMs)
}
