import { useState } from 'react'
import type { CustomerSignInOffer } from '#contract/customer.ts'

export type SignInChoice = NonNullable<ReturnType<typeof useSignInChoice>>

/** How customers sign in to the upstream, with the client and the identity provider that were chosen for it. */
export function useSignInChoice(offer: CustomerSignInOffer | undefined) {
  const [clientId, chooseClient] = useState<string>()
  const [providerKey, chooseProvider] = useState<string>()
  if (!offer) return undefined
  const { clients, providers } = offer
  const [first, ...others] = clients
  const client = clients.find(({ id }) => id === clientId) ?? (others.length === 0 ? first : undefined)
  const provider = providers.find((key) => key === providerKey) ?? providers[0]
  return { ...offer, client: client?.id, chooseClient, provider, chooseProvider }
}
