import { UserName } from '#contract/values.ts'
import { Fault } from '#core/base/fault.ts'
import type { Client } from '#core/clients/clients.ts'
import { invalidOwnHeader, ownHeader, ownHeaderValues } from '#core/message/ownHeader.ts'
import type { Upstream } from './upstream.ts'

const header = 'Till-Agent-User'

/**
 * The user that a client names for one request; `undefined` when it names none. A name that may not count is refused: the
 * request would go in another user's name, and show that user's documents.
 *
 * @param headers flat: name, value, …
 * @throws Fault `NOT_GRANTED` · `INVALID_INPUT`
 */
export function namedUserOf(
  headers: readonly string[],
  client: Client,
  { id, scheme }: Pick<Upstream, 'id' | 'scheme'>,
): string | undefined {
  if (ownHeaderValues(headers, header).length === 0) return undefined
  const { userPreset } = scheme
  if (userPreset === undefined || !client.presets.get(id)?.has(userPreset))
    throw new Fault('NOT_GRANTED', `"${client.id}" may not name users of "${id}".`)
  const user = UserName.safeParse(ownHeader(headers, header))
  if (user.success) return user.data
  throw invalidOwnHeader(header, user.error.issues[0]?.message ?? 'is no name')
}
