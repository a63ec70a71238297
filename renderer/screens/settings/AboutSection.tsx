import { Button, List, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '#renderer/parts/layout/Panel.tsx'

interface ShippedPackage {
  name: string
  version: string
  license?: string
}

type Shown = { step: 'hidden' } | { step: 'none' } | { step: 'shown'; packages: ShippedPackage[] }

/** The licence of the agent, and those of the packages it ships with. */
export function AboutSection() {
  const { t } = useTranslation()
  const [shown, setShown] = useState<Shown>({ step: 'hidden' })
  return (
    <Panel title={t('settings.groups.about')}>
      <Text>{t('settings.about.text')}</Text>
      {renderStep()}
    </Panel>
  )

  function renderStep() {
    switch (shown.step) {
      case 'hidden':
        return (
          <Button variant="default" onClick={() => void readLicenses().then(setShown)}>
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

/** Reads licenses.json, which build/sbom writes beside the page of a packaged agent. */
async function readLicenses(): Promise<Shown> {
  const response = await fetch('./licenses.json').catch(() => undefined)
  return response?.ok ? { step: 'shown', packages: (await response.json()) as ShippedPackage[] } : { step: 'none' }
}
