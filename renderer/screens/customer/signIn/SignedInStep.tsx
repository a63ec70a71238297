import { Button } from '@mantine/core'
import { IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { FaultNotice } from '#renderer/parts/fault/FaultNotice.tsx'
import type { CashierSession } from '#renderer/screens/customer/cashierSession.ts'
import { EndFrame } from '#renderer/screens/customer/end/EndFrame.tsx'
import type { CashierControls } from '#renderer/screens/customer/useCashierSession.ts'
import { useClientName } from '#renderer/screens/customer/useClientName.ts'
import { wrapping } from '#renderer/screens/customer/wrapping.ts'

interface SignedInStepProps {
  controls: CashierControls
  session: CashierSession & { step: 'signed-in' }
}

/** Says who signed in, as far as the identity provider tells, and for which client. */
export function SignedInStep({ controls, session: { customer, pending, fault } }: SignedInStepProps) {
  const { t } = useTranslation()
  const client = useClientName(customer.client) ?? customer.client
  return (
    <EndFrame
      state="confirmed"
      Icon={IconUserCheck}
      title={t('customer.signIn.done.title')}
      text={t('customer.signIn.done.text', { client })}
      onNext={controls.dismiss}
      otherAction={
        <>
          <Button
            variant="subtle"
            classNames={wrapping()}
            size="lg"
            disabled={pending !== undefined}
            onClick={() => controls.signOut(customer)}
          >
            {t('customer.signIn.done.signOut')}
          </Button>
          {fault && <FaultNotice fault={fault} />}
        </>
      }
    >
      {customer.name && <bdi>{customer.name}</bdi>}
    </EndFrame>
  )
}
