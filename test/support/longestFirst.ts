import { basename } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Lanes that run side by side, by what one of their files takes. */
const lanes = ['windows', 'clients', 'desktop', 'system']
/** Files whose size says nothing of their time. */
const long = ['torture.system.test.ts', 'fuzz.system.test.ts']

/**
 * Vitest's order of files, with the long ones first in their group: the workers end together, also where no earlier run has
 * told how long each file takes.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort(
      (a, b) => groupOf(a) - groupOf(b) || laneOf(a) - laneOf(b) || rankOf(a) - rankOf(b),
    )
  }
}

const groupOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder
const laneOf = ({ project }: TestSpecification) => lanes.indexOf(project.name)
const rankOf = ({ moduleId }: TestSpecification) => (long.includes(basename(moduleId)) ? 0 : 1)
