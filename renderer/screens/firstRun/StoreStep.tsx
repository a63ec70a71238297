import { NativeSelect, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingView } from '../../../electron/contract/setting.ts'
import { agent } from '../../agent/agent.ts'
import { countries } from '../../parts/countries.ts'
import { Refusal } from '../../parts/Refusal.tsx'
import { useFormats } from '../../parts/useFormats.ts'
import { useManagerCall } from '../../parts/useManagerCall.ts'
import { type Language, languages, speak } from '../../words/words.ts'
import { StepFrame } from './StepFrame.tsx'
import { likelyCountry } from './setUp.ts'

interface StoreStepProps {
  settings: SettingView[]
  onNext: () => void
}

const mostLetters = 60

export function StoreStep({ settings, onNext }: StoreStepProps) {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const kept = (setting: string) => String(settings.find((one) => one.name === setting)?.value ?? '')
  const [name, setName] = useState(() => kept('store.name'))
  const [country, setCountry] = useState(() => kept('store.country') || likelyCountry(navigator.languages))
  const save = useManagerCall(async () => {
    const given = { 'store.name': name.trim(), 'store.country': country }
    for (const [setting, value] of Object.entries(given))
      if (value !== '' && value !== kept(setting)) await agent.settings.set({ name: setting, value })
  }, onNext)
  const named = countries
    .map((code) => ({ value: code, label: formats.country(code) }))
    .sort((one, other) => one.label.localeCompare(other.label, i18n.language))
  return (
    <StepFrame
      title={t('firstRun.store.title')}
      text={t('firstRun.store.text')}
      next={t('parts.next')}
      isBusy={save.isPending}
      onNext={() => save.run()}
    >
      <Stack>
        <Stack gap={4}>
          <Text fw={500} id="language">
            {t('shell.language')}
          </Text>
          <SegmentedControl
            aria-labelledby="language"
            size="md"
            value={i18n.language}
            onChange={(language) => void speak(language as Language)}
            data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          />
        </Stack>
        <SimpleGrid cols={2}>
          <TextInput
            label={t('firstRun.store.name')}
            description={t('firstRun.store.nameHint')}
            dir="auto"
            autoComplete="off"
            maxLength={mostLetters}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('firstRun.store.country')}
            description={t('firstRun.store.countryHint')}
            required
            value={country}
            onChange={(event) => setCountry(event.currentTarget.value)}
            data={[{ value: '', label: '…', disabled: true }, ...named]}
          />
        </SimpleGrid>
        <Refusal error={save.error} />
      </Stack>
    </StepFrame>
  )
}
