import type { Bundle, BundlePreview } from '../contract/bundle.ts'
import type { Agent } from './agent.ts'

/** Puts files into one zip. */
export type Archive = (files: { name: string; text: string }[]) => Uint8Array

/** The newest lines of the log, oldest first, as they stand in the file. */
export interface LogTail {
  lines(most: number): string[]
}

interface Ports {
  agent: Pick<Agent, 'status' | 'traffic' | 'audit' | 'settingsDesk' | 'refusals' | 'doctor'>
  archive: Archive | undefined
  logTail: LogTail | undefined
}

/** What support needs to see, and nothing else: made from lists of what may be in it. */
export class SupportBundle {
  readonly #ports: Ports

  constructor(ports: Ports) {
    this.#ports = ports
  }

  async preview(): Promise<BundlePreview> {
    return { files: [] }
  }

  async make(): Promise<Bundle> {
    throw new Error(`not built yet ${this.#ports}`)
  }
}
