import type { BundleWords } from '#core/diagnostics/bundleSources.ts'
import { presentDiagnosis } from './findings.ts'
import { presentStatus } from './status.ts'

export const bundleWords: BundleWords = { status: presentStatus, diagnosis: presentDiagnosis }
