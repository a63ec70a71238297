import { type SystemProxy, type SystemWays, type Way, wayText } from '#core/network/systemProxy.ts'

/** From this age on, the settings are read again beside the connection that asks. */
const freshMs = 5 * 60_000
/** From this age on, a connection waits for the settings. */
const staleMs = 60 * 60_000
/** What led nowhere is read again, but not for each connection of a store whose line is down. */
const rereadAfterMs = 10_000
/** A proxy that could not be reached is tried last for so long, as in Chromium. */
const avoidedMs = 5 * 60_000

/** @property atMs when it was found; `-Infinity` once it led nowhere */
interface Kept {
  found: SystemWays
  atMs: number
}

/** Keeps what was found for each upstream, so that a sale waits for no command and no file; and which ways were of no use. */
export class WayMemory implements SystemProxy {
  readonly #find: (url: string) => Promise<SystemWays>
  readonly #nowMs: () => number
  readonly #kept = new Map<string, Kept>()
  readonly #underWay = new Map<string, Promise<SystemWays>>()
  /** Until when each is tried last, by `wayText`. */
  readonly #avoided = new Map<string, number>()

  /** @param find never rejects */
  constructor(find: (url: string) => Promise<SystemWays>, nowMs: () => number) {
    this.#find = find
    this.#nowMs = nowMs
  }

  async waysTo(url: string): Promise<SystemWays> {
    const found = await this.#current(new URL(url).origin)
    return { ...found, ways: this.#inOrder(found.ways) }
  }

  failed(way: Way): void {
    const nowMs = this.#nowMs()
    if (way.kind === 'proxy') this.#avoided.set(wayText(way), nowMs + avoidedMs)
    for (const kept of this.#kept.values()) if (nowMs - kept.atMs >= rereadAfterMs) kept.atMs = Number.NEGATIVE_INFINITY
  }

  #current(origin: string): SystemWays | Promise<SystemWays> {
    const kept = this.#kept.get(origin)
    const ageMs = kept ? this.#nowMs() - kept.atMs : Number.POSITIVE_INFINITY
    if (kept && ageMs < freshMs) return kept.found
    const newer = this.#read(origin)
    return kept && ageMs < staleMs ? kept.found : newer
  }

  #read(origin: string): Promise<SystemWays> {
    const underWay = this.#underWay.get(origin)
    if (underWay) return underWay
    const reading = this.#find(origin).then((found) => {
      this.#underWay.delete(origin)
      this.#kept.set(origin, { found, atMs: this.#nowMs() })
      return found
    })
    this.#underWay.set(origin, reading)
    return reading
  }

  #inOrder(ways: readonly Way[]): readonly Way[] {
    const nowMs = this.#nowMs()
    const isAvoided = (way: Way) => (this.#avoided.get(wayText(way)) ?? 0) > nowMs
    return [...ways.filter((way) => !isAvoided(way)), ...ways.filter(isAvoided)]
  }
}
