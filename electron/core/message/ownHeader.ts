import { Fault } from '#core/base/fault.ts'
import type { HeaderList } from './headerFilter.ts'

/** A request header of the agent's own. */
export type OwnHeader = 'Till-Agent-Customer' | 'Till-Agent-Outbox' | 'Till-Agent-Timeout-Ms' | 'Till-Agent-User'

/** Its values, with `_` for `-` as well: the header filter takes both for the same, and removes both. */
export function ownHeaderValues(headers: HeaderList, header: OwnHeader): string[] {
  const values: string[] = []
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] as string
    if (name.length === header.length && name.replaceAll('_', '-').toLowerCase() === header.toLowerCase())
      values.push(headers[at + 1] as string)
  }
  return values
}

/**
 * Its value; `undefined` when it is not sent.
 *
 * @throws Fault `INVALID_INPUT` when it is sent more than once: each reader would choose another value
 */
export function ownHeader(headers: HeaderList, header: OwnHeader): string | undefined {
  const [value, ...more] = ownHeaderValues(headers, header)
  if (more.length > 0) throw invalidOwnHeader(header, 'must be sent once')
  return value
}

export function invalidOwnHeader(header: OwnHeader, message: string): Fault<'INVALID_INPUT'> {
  return new Fault('INVALID_INPUT', `${header} ${message}.`, { issues: [{ path: header, message }] })
}
