import { useTranslation } from 'react-i18next'
import type { Counter } from './counter.ts'

/** What is said aloud as the counter goes on. Faults and countdowns speak for themselves. */
export function useSaid(counter: Counter): string {
  const { t } = useTranslation()
  switch (counter.busy) {
    case 'looking-up':
      return t('customer.said.lookingUp')
    case 'sending':
      return t('customer.said.sending')
    case 'checking':
      return t('customer.said.checking')
    default:
  }
  switch (counter.step) {
    case 'idle':
      return ''
    case 'found':
      return t('customer.said.found', { name: counter.customer.name ?? t('customer.found.nameless') })
    case 'unproven':
      return counter.reason === 'not-found' ? t('customer.unproven.notFound') : ''
    case 'verifying': {
      const { channel, maskedIdentifier, triesLeft } = counter.verification
      if (counter.wrongCodes === 0) return `${t(`customer.code.sentTo.${channel}`)} ${maskedIdentifier}`
      return `${t('customer.code.wrong')} ${t('customer.code.triesLeft', { count: triesLeft })}`
    }
    case 'over': {
      const { state } = counter.verification
      return state === 'started' || state === 'code-sent' ? '' : t(`customer.over.${state}.title`)
    }
  }
}
