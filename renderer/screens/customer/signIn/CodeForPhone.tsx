import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ProviderSignInStarted } from '#contract/customer.ts'
import { QrCode } from '#renderer/parts/key/QrCode.tsx'
import classes from './signIn.module.css'

interface CodeForPhoneProps {
  signIn: ProviderSignInStarted & { by: 'code' }
}

/**
 * The address that the customer opens on a phone of their own, and the code to enter there. It is shown beside the QR code
 * that has it, too: the customer compares it, so that nobody is led to another sign-in (RFC 8628 §3.3.1).
 */
export function CodeForPhone({ signIn: { userCode, verificationUri, verificationUriComplete } }: CodeForPhoneProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.forPhone}>
      <QrCode text={verificationUriComplete ?? verificationUri} label={t('customer.signIn.code.qr')} />
      <ol className={classes.steps}>
        <li>
          <Text size="lg">{t('customer.signIn.code.open')}</Text>
          <bdi dir="ltr" className={classes.address}>
            {verificationUri}
          </bdi>
        </li>
        <li>
          <Text size="lg">{t('customer.signIn.code.enter')}</Text>
          <bdi dir="ltr" className={classes.code}>
            {userCode}
          </bdi>
        </li>
      </ol>
    </div>
  )
}
