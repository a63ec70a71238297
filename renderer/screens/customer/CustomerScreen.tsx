import { Title, VisuallyHidden } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { faultOf } from '../../agent/fault.ts'
import { FaultNotice } from '../../parts/FaultNotice.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { AskedCard } from './AskedCard.tsx'
import { AskingStep } from './AskingStep.tsx'
import { CodeStep } from './CodeStep.tsx'
import { isServing } from './counter.ts'
import classes from './customer.module.css'
import { IdleClear } from './IdleClear.tsx'
import { NobodyKnows } from './NobodyKnows.tsx'
import { OverStep } from './OverStep.tsx'
import { useCounter } from './useCounter.ts'
import { useCustomerUpstreams } from './useCustomerUpstreams.ts'
import { useSaid } from './useSaid.ts'

/** More would push the field off a small screen. */
const mostCards = 2

/** One customer at a time: look up, send a code, confirm. */
export default function CustomerScreen() {
  const { t } = useTranslation()
  const choice = useCustomerUpstreams()
  const controls = useCounter(choice.chosen)
  const { counter, open } = controls
  const said = useSaid(counter)
  if (choice.error)
    return (
      <div className={classes.screen}>
        <FaultNotice fault={faultOf(choice.error)} />
      </div>
    )
  if (!choice.isKnown) return <Loading />
  if (!choice.chosen) return <NobodyKnows />
  return (
    <div className={classes.screen} onKeyDownCapture={ignoreHeldEnter}>
      <VisuallyHidden>
        <Title order={1}>{t('shell.customer')}</Title>
        <div role="status">{said}</div>
      </VisuallyHidden>
      {counter.step !== 'verifying' &&
        open
          .slice(0, mostCards)
          .map((verification) => (
            <AskedCard key={verification.id} verification={verification} onTake={() => controls.take(verification)} />
          ))}
      {drawn()}
      {isServing(counter) && !counter.busy && <IdleClear key={counter.step} onIdle={controls.putAway} />}
    </div>
  )

  function drawn() {
    switch (counter.step) {
      case 'idle':
      case 'found':
      case 'unproven':
        return <AskingStep controls={controls} choice={choice} counter={counter} />
      case 'verifying':
        return <CodeStep key={counter.verification.id} controls={controls} counter={counter} />
      case 'over':
        return <OverStep verification={counter.verification} name={counter.name} onNext={controls.putAway} />
    }
  }
}

/** A key that is held, or an eager scanner, must not send a code by the button that comes up under it. */
function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.repeat) event.preventDefault()
}
