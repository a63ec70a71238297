import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { checkoutGrants } from '#renderer/parts/grant/checkout.ts'
import type { CreatedKey } from '#renderer/parts/key/KeyCard.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { ScreenFrame } from '#renderer/parts/layout/ScreenFrame.tsx'
import { ClientForm } from './ClientForm.tsx'
import { grantItems } from './grantItems.ts'
import { offeredGrants } from './offeredGrants.ts'

interface AddClientProps {
  onAdded: (created: CreatedKey) => void
  onCancel: () => void
}

/** Adds a client by hand: a program that cannot ask to be paired. */
export function AddClient({ onAdded, onCancel }: AddClientProps) {
  const { t } = useTranslation()
  const upstreams = useQuery(calls.upstreams.list.queryOptions())
  const forms = useQuery(calls.upstreams.forms.queryOptions())
  const error = upstreams.error ?? forms.error
  const renderContent = () => {
    if (upstreams.data && forms.data)
      return (
        <Panel title={t('clients.add')} subtitle={t('clients.howToPair')}>
          <ClientForm
            offered={offeredGrants(upstreams.data, forms.data)}
            usual={grantItems(checkoutGrants(upstreams.data, forms.data))}
            onAdded={onAdded}
          />
        </Panel>
      )
    return error ? <ErrorNotice error={error} /> : <Loading />
  }
  return (
    <ScreenFrame
      title={t('clients.addTitle')}
      actions={
        <Button variant="default" onClick={onCancel}>
          {t('parts.cancel')}
        </Button>
      }
    >
      {renderContent()}
    </ScreenFrame>
  )
}
