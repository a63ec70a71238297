import { Button, List, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../parts/Panel.tsx'

interface ShippedPackage {
  name: string
  version: string
  license?: string
}

type Shown = { step: 'hidden' } | { step: 'none' } | { step: 'shown'; packages: ShippedPackage[] }

/** Whose work this is, with the licence of each part. */
export function AboutSection() {
  const { t } = useTranslation()
  const [shown, setShown] = useState<Shown>({ step: 'hidden' })
  return (
    <Panel title={t('settings.groups.about')}>
      <Text>{t('settings.about.text')}</Text>
      {drawn()}
    </Panel>
  )

  function drawn() {
    switch (shown.step) {
      case 'hidden':
        return (
          <Button variant="default" onClick={() => void read().then(setShown)}>
            {t('settings.about.show')}
          </Button>
        )
      case 'none':
        return <Text role="status">{t('settings.about.none')}</Text>
      case 'shown':
        return (
          <List size="sm" dir="ltr">
            {shown.packages.map(({ name, version, license = '' }) => (
              <List.Item key={`${name} ${version}`}>{`${name} ${version} ${license}`}</List.Item>
            ))}
          </List>
        )
    }
  }
}

/** The packaging step puts it beside the page (build/bill). */
async function read(): Promise<Shown> {
  const answer = await fetch('./licenses.json').catch(() => undefined)
  return answer?.ok ? { step: 'shown', packages: (await answer.json()) as ShippedPackage[] } : { step: 'none' }
}
