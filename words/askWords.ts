import type { TFunction } from 'i18next'
import type { AskView } from '#contract/fleet/asks.ts'

interface AskWords {
  /** What head office asked for. */
  asked: string
  /** What came of it. */
  outcome: string
  /** What it has in it, where something leaves the till. */
  holds?: string
}

/** The sentences about one thing that head office asked of this till. */
export function askWords(ask: AskView, t: TFunction): AskWords {
  const { kind, host } = ask
  return {
    asked: t(`status.asks.asked.${kind}`, { host: host ?? '' }),
    outcome: t(`status.asks.outcomes.${outcomeOf(ask)}`),
    ...(kind === 'support-bundle' && { holds: t('status.asks.holds') }),
  }
}

function outcomeOf({ kind, state, tries }: AskView) {
  const isProof = kind === 'credential-proof'
  switch (state) {
    case 'waiting':
      return tries === 0 ? 'waiting' : 'again'
    case 'done':
      return isProof ? 'accepted' : 'sent'
    case 'failed':
      return isProof ? 'notAccepted' : 'notSent'
    case 'refused':
    case 'expired':
    case 'withdrawn':
      return state
  }
}
