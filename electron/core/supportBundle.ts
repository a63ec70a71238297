import type { Bundle, BundlePreview } from '../contract/bundle.ts'
import type { Agent } from './agent.ts'
import { type BundleFacts, bundleFiles, minuteText } from './bundleFiles.ts'
import type { Clock } from './clock.ts'
import { Fault } from './fault.ts'

/** Puts files into one zip: the same files always make the same bytes. */
export type Archive = (files: { name: string; text: string }[]) => Uint8Array

/** One event of the log, with permitted fields alone. */
export type LogRow = Record<string, string | number | boolean>

/** The end of the log. */
export interface LogTail {
  /** The newest, oldest first, and how many lines were none. @throws a system error when the log cannot be read */
  rows(most: number): { rows: LogRow[]; dropped: number }
}

interface Ports {
  agent: Pick<Agent, 'status' | 'traffic' | 'audit' | 'settingsDesk' | 'refusals' | 'doctor' | 'upstreams' | 'clients'>
  archive: Archive | undefined
  logTail: LogTail | undefined
  clock: Clock
  /** What kind of machine it is. */
  machine: string | undefined
}

const mostLogRows = 500
const mostAuditRows = 200

/** What support needs to see, and nothing else: made from lists of what may be in it. */
export class SupportBundle {
  readonly #ports: Ports

  constructor(ports: Ports) {
    this.#ports = ports
  }

  async preview(): Promise<BundlePreview> {
    const files = bundleFiles(await this.#facts())
    return { files: files.map(({ name, text }) => ({ name, lines: text.trimEnd().split('\n') })) }
  }

  /** @throws Fault `NOT_SUPPORTED` where nothing can put files together */
  async make(): Promise<Bundle> {
    const { archive } = this.#ports
    if (!archive) throw new Fault('NOT_SUPPORTED', 'This till agent makes no support bundle.')
    const facts = await this.#facts()
    const content = Buffer.from(archive(bundleFiles(facts))).toString('base64')
    const minute = minuteText(facts.at).replace(' ', '-').replace(':', '')
    return { fileName: `till-agent-support-${minute}.zip`, content }
  }

  async #facts(): Promise<BundleFacts> {
    const { agent, logTail, clock, machine } = this.#ports
    const diagnosis = await agent.doctor.recent()
    return {
      ...{ at: clock.now(), machine, diagnosis },
      status: agent.status(),
      settings: agent.settingsDesk.list(),
      upstreams: agent.upstreams.list(),
      clients: agent.clients.list(),
      requests: agent.traffic.recent(),
      latency: agent.traffic.latency(),
      refusals: agent.refusals.list(),
      audit: orNothing(() => agent.audit.list(mostAuditRows)),
      log: orNothing(() => logTail?.rows(mostLogRows)),
    }
  }
}

/** What is broken is no reason to send nothing: it is the reason to send the rest. */
function orNothing<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
