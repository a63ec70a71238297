import { Pin } from '#contract/pin.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid, issuesOf } from '#core/base/inputIssues.ts'
import { askSecret } from './prompt.ts'
import { readSecrets, type Source } from './secretOptions.ts'

/**
 * Reads the new PIN. A person types it twice, because the terminal does not show it.
 *
 * @throws UsageError · Fault `SECRET_MISSING` · `INVALID_INPUT`
 */
export async function readPin(sources: ReadonlyMap<string, Source>): Promise<string> {
  const { pin = '' } = await readSecrets(['pin'], sources)
  const read = Pin.safeParse(pin)
  if (!read.success) throw invalid(issuesOf(read.error, 'pin'))
  if (sources.size > 0 || (await askSecret('pin, once more')) === pin) return pin
  throw new Fault(
    'INVALID_INPUT',
    'The two PINs are not the same, so nothing was changed.',
    { issues: [] },
    'Enter it again.',
  )
}
