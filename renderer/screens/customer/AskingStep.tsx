import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FaultNotice } from '../../parts/FaultNotice.tsx'
import { CustomerField } from './CustomerField.tsx'
import type { Counter } from './counter.ts'
import classes from './customer.module.css'
import { FoundCustomer } from './FoundCustomer.tsx'
import { Keypad } from './Keypad.tsx'
import { ScanHint } from './ScanHint.tsx'
import { UnprovenCustomer } from './UnprovenCustomer.tsx'
import { UpstreamTrouble } from './UpstreamTrouble.tsx'
import type { CounterControls } from './useCounter.ts'
import type { useCustomerUpstreams } from './useCustomerUpstreams.ts'

interface AskingStepProps {
  controls: CounterControls
  choice: ReturnType<typeof useCustomerUpstreams>
  counter: Counter & { step: 'idle' | 'found' | 'unproven' }
}

/** The field stays where it is whatever came of it: the next scan is the next customer. */
export function AskingStep({ controls, choice: { upstreams, chosen, choose }, counter }: AskingStepProps) {
  const { t } = useTranslation()
  const { typed, busy, fault } = counter
  const isIdle = counter.step === 'idle'
  return (
    <div className={isIdle ? classes.withKeypad : undefined}>
      <div className={classes.work}>
        {upstreams.length > 1 && (
          <SegmentedControl
            aria-label={t('customer.cloud')}
            size="md"
            value={chosen?.id ?? ''}
            onChange={choose}
            data={upstreams.map(({ id }) => ({ value: id, label: id }))}
          />
        )}
        <CustomerField
          value={typed}
          onChange={controls.type}
          onSubmit={controls.lookUp}
          isBusy={busy === 'looking-up'}
          isFirst={isIdle}
          go={t(chosen?.canLookUp ? 'customer.idle.go' : 'customer.idle.goVerify')}
        />
        {fault && <FaultNotice fault={fault} />}
        {isIdle && !fault && chosen && <UpstreamTrouble upstream={chosen} />}
        {drawn()}
      </div>
      {isIdle && (
        <Keypad
          extraKey="+"
          onKey={(key) => controls.type(typed + key)}
          onErase={() => controls.type(typed.slice(0, -1))}
        />
      )}
    </div>
  )

  function drawn() {
    const step = { isBusy: busy !== undefined, onStartOver: controls.putAway }
    switch (counter.step) {
      case 'idle':
        return <ScanHint />
      case 'found':
        return (
          <FoundCustomer
            {...step}
            customer={counter.customer}
            canVerify={upstreams.some(({ id, canVerify }) => id === counter.customer.upstream && canVerify)}
            onSend={controls.sendToFound}
          />
        )
      case 'unproven':
        return (
          <UnprovenCustomer
            {...step}
            reason={counter.reason}
            canVerify={counter.canVerify && chosen?.canVerify === true}
            onSend={controls.sendToTyped}
          />
        )
    }
  }
}
