import { Button, FileButton, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingView } from '#contract/setting.ts'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useCountryOptions } from '#renderer/parts/format/useCountryOptions.ts'
import { LanguageSelect } from '#renderer/parts/layout/LanguageSelect.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { StepFrame } from './StepFrame.tsx'
import { likelyCountry } from './setUp.ts'

interface StoreStepProps {
  settings: SettingView[]
  onNext: () => void
  /** @param pack a file of head office, from which the whole till is set up */
  onPack: (pack: string) => void
}

const maxLength = 60
const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()

/** Takes the window's language and the store's name and country. */
export function StoreStep({ settings, onNext, onPack }: StoreStepProps) {
  const { t } = useTranslation()
  const countryOptions = useCountryOptions()
  const stored = (name: string) => String(settings.find((setting) => setting.name === name)?.value ?? '')
  const [name, setName] = useState(() => stored('store.name'))
  const [country, setCountry] = useState(() => stored('store.country') || likelyCountry(timeZone, navigator.languages))
  const save = useManagerCall(async () => {
    const values = { 'store.name': name.trim(), 'store.country': country }
    for (const [setting, value] of Object.entries(values))
      if (value !== '' && value !== stored(setting)) await agent.settings.set({ name: setting, value })
  }, onNext)
  return (
    <StepFrame
      title={t('firstRun.store.title')}
      text={t('firstRun.store.text')}
      next={t('parts.next')}
      isBusy={save.isPending}
      onNext={() => save.run()}
      otherActions={
        <FileButton accept=".json,application/json" onChange={(file) => void file?.text().then(onPack)}>
          {(props) => (
            <Button {...props} variant="default" size="lg">
              {t('firstRun.pack.choose')}
            </Button>
          )}
        </FileButton>
      }
    >
      <Stack>
        <LanguageSelect />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t('firstRun.store.name')}
            description={t('firstRun.store.nameHint')}
            dir="auto"
            autoComplete="off"
            maxLength={maxLength}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('firstRun.store.country')}
            description={t('firstRun.store.countryHint')}
            required
            value={country}
            onChange={(event) => setCountry(event.currentTarget.value)}
            data={[{ value: '', label: '…', disabled: true }, ...countryOptions]}
          />
        </SimpleGrid>
        <ErrorNotice error={save.error} />
      </Stack>
    </StepFrame>
  )
}
