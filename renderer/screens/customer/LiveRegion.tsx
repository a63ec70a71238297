import { useTranslation } from 'react-i18next'
import type { CashierSession } from './cashierSession.ts'

/** Announces each step of the session to screen readers. Faults and countdowns have live regions of their own. */
export function LiveRegion({ session }: { session: CashierSession }) {
  const { t } = useTranslation()
  return <div role="status">{message()}</div>

  function message(): string {
    switch (session.pending) {
      case 'looking-up':
        return t('customer.live.lookingUp')
      case 'sending':
        return t('customer.live.sending')
      case 'checking':
        return t('customer.live.checking')
      case 'enrolling':
        return t('customer.enrol.busy')
      case 'starting-sign-in':
      case 'signing-out':
        return t('parts.loading')
      case undefined:
        return stepMessage()
    }
  }

  function stepMessage(): string {
    switch (session.step) {
      case 'idle':
        return ''
      case 'found':
        return t('customer.live.found', { name: session.customer.name ?? t('customer.found.nameless') })
      case 'unverified':
        return session.reason === 'not-found' ? t('customer.unverified.notFound') : ''
      case 'verifying': {
        const { channel, maskedIdentifier, triesLeft } = session.verification
        if (session.wrongCodes === 0) return `${t(`customer.code.sentTo.${channel}`)} ${maskedIdentifier}`
        return `${t('customer.code.wrong')} ${t('customer.code.triesLeft', { count: triesLeft })}`
      }
      case 'ended': {
        const { state, method } = session.verification
        if (method === 'override') return t('customer.override.done.title')
        return state === 'started' || state === 'code-sent'
          ? ''
          : t(`customer.ended.${session.isRefusedByCloud ? 'refusedByCloud' : state}.title`)
      }
      case 'signing-in':
        return t('customer.signIn.waiting')
      case 'signed-in':
        return `${t('customer.signIn.done.title')} ${session.customer.name ?? ''}`
    }
  }
}
