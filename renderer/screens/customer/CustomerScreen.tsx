import { Title, VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { faultOf } from '#renderer/agent/fault.ts'
import { FaultNotice } from '#renderer/parts/fault/FaultNotice.tsx'
import { useEscape } from '#renderer/parts/form/useEscape.ts'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { CodeStep } from '#renderer/screens/customer/code/CodeStep.tsx'
import { useCashier } from './Cashier.tsx'
import classes from './customer.module.css'
import { DisplayWait } from './display/DisplayWait.tsx'
import { EndStep } from './end/EndStep.tsx'
import { IdleReset } from './IdleReset.tsx'
import { LiveRegion } from './LiveRegion.tsx'
import { LookUpStep } from './LookUpStep.tsx'
import { NoDirectory } from './NoDirectory.tsx'
import { OpenVerificationLine } from './OpenVerificationLine.tsx'
import { StaffStep } from './sale/StaffStep.tsx'
import { takeScan } from './scanner.ts'
import { SignedInStep } from './signIn/SignedInStep.tsx'
import { SignInStep } from './signIn/SignInStep.tsx'
import type { CashierControls } from './useCashierSession.ts'
import { useScans } from './useScans.ts'

/** Verifies one customer at a time: look up, send a code, confirm. */
export default function CustomerScreen() {
  const { t } = useTranslation()
  const { choice, statement, signIn, controls, canReset, idleMs } = useCashier()
  const { session } = controls
  useEscape(() => leaveStep(controls))
  useScans(session.step === 'ended' || session.step === 'signed-in' ? controls.scan : undefined)
  useScanOfOtherScreen(choice.chosen !== undefined, controls.scan)
  if (choice.error)
    return (
      <div className={classes.screen}>
        <FaultNotice fault={faultOf(choice.error)} />
      </div>
    )
  if (!choice.isKnown) return <Loading />
  if (!choice.chosen) return <NoDirectory />
  return (
    <div className={classes.screen} onKeyDownCapture={ignoreHeldEnter}>
      <VisuallyHidden>
        <Title order={1}>{t('shell.customer')}</Title>
        <LiveRegion session={session} />
      </VisuallyHidden>
      {renderStep()}
      {canReset && <IdleReset key={session.step} idleMs={idleMs} onIdle={controls.dismiss} />}
      {session.step !== 'verifying' && session.pending !== 'sending' && <OpenVerificationLine controls={controls} />}
    </div>
  )

  function renderStep() {
    switch (session.step) {
      case 'idle':
      case 'found':
      case 'unverified':
        if (controls.sale.isStaffMissing) return <StaffStep sale={controls.sale} />
        if (controls.display.ask) return <DisplayWait display={controls.display} />
        return (
          <LookUpStep controls={controls} choice={choice} statement={statement} signIn={signIn} session={session} />
        )
      case 'verifying':
        return <CodeStep key={session.verification.id} controls={controls} session={session} />
      case 'ended':
        return (
          <EndStep
            verification={session.verification}
            customer={session.customer}
            isRefusedByCloud={session.isRefusedByCloud}
            onNext={controls.dismiss}
          />
        )
      case 'signing-in':
        return <SignInStep signIn={session.signIn} client={session.customer.client} onCancel={controls.dismiss} />
      case 'signed-in':
        return <SignedInStep controls={controls} session={session} />
    }
  }
}

/** Escape is *Start over*, *Cancel* and *Next customer*: where a code is out it can be undone. */
function leaveStep({ session, display, startOver, dismiss }: CashierControls): void {
  if (session.pending) return
  if (display.ask && session.step === 'idle') display.end()
  else if (session.step === 'verifying') startOver()
  else dismiss()
}

/** Looks up what was scanned on another screen, which led here. */
function useScanOfOtherScreen(isReady: boolean, scan: (text: string) => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the upstream is known
  useEffect(() => {
    const text = isReady ? takeScan() : undefined
    if (text !== undefined) scan(text)
  }, [isReady])
}

/** A held key or a scanner that repeats Enter must not press the button that appears next. */
function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.repeat) event.preventDefault()
}
