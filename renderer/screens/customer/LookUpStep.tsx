import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FaultNotice } from '#renderer/parts/fault/FaultNotice.tsx'
import { Keypad } from '#renderer/parts/keypad/Keypad.tsx'
import { CustomerField } from './CustomerField.tsx'
import type { CashierSession } from './cashierSession.ts'
import classes from './customer.module.css'
import { DisplayButtons } from './display/DisplayButtons.tsx'
import { FoundCustomer } from './FoundCustomer.tsx'
import { HowItWorks } from './HowItWorks.tsx'
import { StatementClientField } from './StatementClientField.tsx'
import { ReceiptField } from './sale/ReceiptField.tsx'
import { StaffLine } from './sale/StaffLine.tsx'
import { StartSignIn } from './signIn/StartSignIn.tsx'
import type { SignInChoice } from './signIn/useSignInChoice.ts'
import { UnverifiedCustomer } from './UnverifiedCustomer.tsx'
import { UpstreamNotice } from './UpstreamNotice.tsx'
import type { CashierControls } from './useCashierSession.ts'
import type { useCustomerUpstreams } from './useCustomerUpstreams.ts'
import type { StatementChoice } from './useStatementClient.ts'

interface LookUpStepProps {
  controls: CashierControls
  choice: ReturnType<typeof useCustomerUpstreams>
  statement: StatementChoice
  signIn: SignInChoice | undefined
  session: CashierSession & { step: 'idle' | 'found' | 'unverified' }
}

/**
 * The field stays in place beside every result: the next scan is the next customer. Where customers only sign in, there is
 * none.
 */
export function LookUpStep(props: LookUpStepProps) {
  const { controls, choice, statement, signIn, session } = props
  const { upstreams, chosen, choose } = choice
  const { t } = useTranslation()
  const { typed, pending, fault } = session
  const isIdle = session.step === 'idle'
  // What is wrong with the query is said at its field.
  const isMalformed = fault?.code === 'INVALID_INPUT' && fault.issues.some(({ path }) => path === 'query')
  const hasField = chosen?.canLookUp === true || chosen?.canVerify === true
  return (
    <div className={hasField ? classes.withKeypad : undefined}>
      <div className={classes.work}>
        <StaffLine sale={controls.sale} />
        {upstreams.length > 1 && (
          <SegmentedControl
            aria-label={t('customer.upstream')}
            size="md"
            value={chosen?.id ?? ''}
            onChange={choose}
            data={upstreams.map(({ id }) => ({ value: id, label: id }))}
          />
        )}
        {hasField && statement.clients.length > 1 && <StatementClientField statement={statement} />}
        {hasField && (
          <CustomerField
            value={typed}
            onChange={controls.type}
            onSubmit={controls.lookUp}
            isBusy={pending === 'looking-up'}
            isPrimary={isIdle}
            isDoubted={session.step === 'unverified'}
            error={
              isMalformed
                ? t(typed.includes('@') ? 'customer.idle.notAnAddress' : 'customer.idle.notANumber')
                : undefined
            }
            submitLabel={t(chosen?.canLookUp ? 'customer.idle.lookUp' : 'customer.idle.next')}
          />
        )}
        {hasField && controls.sale.asked.includes('receipt') && <ReceiptField sale={controls.sale} />}
        {fault && !isMalformed && <FaultNotice fault={fault} />}
        {isIdle && !fault && chosen && <UpstreamNotice upstream={chosen} />}
        {renderStep()}
      </div>
      {hasField && (
        <div className={isIdle ? undefined : classes.aside}>
          <Keypad
            extraKey="+"
            onKey={(key) => controls.type(typed + key)}
            onErase={() => controls.type(typed.slice(0, -1))}
          />
        </div>
      )}
    </div>
  )

  function renderStep() {
    const common = { isBusy: pending !== undefined, onStartOver: controls.dismiss }
    switch (session.step) {
      case 'idle':
        return (
          <>
            {chosen?.canVerify && (
              <DisplayButtons
                display={controls.display}
                what="ask"
                isBusy={pending !== undefined}
                onStart={controls.askOnDisplay}
              />
            )}
            {signIn && <StartSignIn choice={signIn} isBusy={pending !== undefined} onStart={controls.startSignIn} />}
            {hasField && <HowItWorks />}
          </>
        )
      case 'found':
        return (
          <FoundCustomer
            {...common}
            customer={session.customer}
            canVerify={upstreams.some(({ id, canVerify }) => id === session.customer.upstream && canVerify)}
            onSend={controls.sendToFound}
          />
        )
      case 'unverified':
        return (
          <UnverifiedCustomer
            {...common}
            reason={session.reason}
            typed={typed.trim()}
            canVerify={session.canVerify && chosen?.canVerify === true}
            codesLeftToday={session.codesLeftToday}
            onSend={controls.sendToTyped}
            onEnrol={session.canEnrol ? controls.enrol : undefined}
          />
        )
    }
  }
}
