import type { FaultCode } from '#contract/faults/faults.ts'
import type { Translator } from './translator.ts'

/** The catalogue's sentences for a fault; `undefined` for a code that it lacks, such as one of a newer agent. */
export function faultWords(code: string, { t, exists }: Translator): { title: string; remedy: string } | undefined {
  if (!exists(`faults.${code}.title`)) return undefined
  return { title: t(`faults.${code as FaultCode}.title`), remedy: t(`faults.${code as FaultCode}.remedy`) }
}
