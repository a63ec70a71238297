import type { Scheme } from '../core/scheme.ts'
import { capillaryTill } from './capillaryTill.ts'

/** Every way of authenticating that the agent knows. A new one is a file and a line here. */
export const schemes: readonly Scheme[] = [capillaryTill]
