import type { Bundle, BundlePreview } from '#contract/reports/bundle.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomDigits } from '#core/base/random.ts'
import { type BundleFacts, bundleFiles, minuteText } from './bundleFiles.ts'
import type { Archive, BundleSources, BundleWords } from './bundleSources.ts'

interface Deps {
  sources: BundleSources
  /** Absent where the host packs no files. */
  archive: Archive | undefined
  clock: Clock
  random: Random
  /** The kind of machine, such as `linux x64, Node 24.1.0`. */
  machine: string | undefined
}

const maxLogRows = 500
const maxAuditRows = 200

/** The files that support needs and nothing else: `bundleFiles` lists every field that may be in them. */
export class SupportBundle {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  async preview(words: BundleWords): Promise<BundlePreview> {
    const files = bundleFiles(await this.#facts(words))
    return { files: files.map(({ name, text }) => ({ name, lines: text.trimEnd().split('\n') })) }
  }

  /** @throws Fault `NOT_SUPPORTED` where the host packs no files */
  async make(words: BundleWords): Promise<Bundle> {
    const { archive } = this.#deps
    if (!archive) throw new Fault('NOT_SUPPORTED', 'This till agent makes no support bundle.')
    const facts = await this.#facts(words)
    const content = Buffer.from(await archive(bundleFiles(facts))).toString('base64')
    const minute = minuteText(facts.at).replace(' ', '-').replace(':', '')
    const reference = randomDigits(this.#deps.random, 6)
    return { fileName: `till-agent-support-${minute}-${reference}.zip`, reference, content }
  }

  async #facts(words: BundleWords): Promise<BundleFacts> {
    const { sources, clock, machine } = this.#deps
    const diagnosis = await sources.diagnosis()
    return {
      ...{ at: clock.now(), machine, diagnosis: words.diagnosis(diagnosis) },
      status: words.status(sources.status()),
      settings: sources.settings(),
      upstreams: sources.upstreams(),
      clients: sources.clients(),
      requests: sources.requests(),
      latency: sources.latency(),
      refusals: sources.refusals(),
      audit: orUndefined(() => sources.audit(maxAuditRows)),
      crashes: sources.crashes(),
      log: orUndefined(() => sources.log?.rows(maxLogRows)),
    }
  }
}

/** A part that cannot be read is left out: support needs the rest all the more. */
function orUndefined<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
