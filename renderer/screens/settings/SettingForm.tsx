import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingView } from '../../../electron/contract/setting.ts'
import { agent } from '../../agent/agent.ts'
import { faultOf } from '../../agent/fault.ts'
import { countries } from '../../parts/countries.ts'
import { Refusal } from '../../parts/Refusal.tsx'
import { useFormats } from '../../parts/useFormats.ts'
import { useManagerCall } from '../../parts/useManagerCall.ts'

interface SettingFormProps {
  setting: SettingView
  name: string
  onSaved: () => void
  onCancel: () => void
}

export function SettingForm({ setting, name, onSaved, onCancel }: SettingFormProps) {
  const { t, i18n } = useTranslation()
  const { number, country } = useFormats()
  const { kind, unit, least, most } = setting
  const [text, setText] = useState(String(setting.value ?? ''))
  const save = useManagerCall((value: string | number) => agent.settings.set({ name: setting.name, value }), onSaved)
  const fault = save.error ? faultOf(save.error) : undefined
  const message = fault?.issues[0]?.message
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.run(kind === 'number' ? Number(text.trim()) : text.trim())
  }
  const between =
    least !== undefined && most !== undefined ? t('settings.between', { least: number(least), most: number(most) }) : ''
  const named = countries
    .map((code) => ({ value: code, label: country(code) }))
    .sort((one, other) => one.label.localeCompare(other.label, i18n.language))
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack maw={420} gap="sm">
        {kind === 'country' ? (
          <Select
            label={name}
            description={t('settings.countryHint')}
            searchable
            allowDeselect={false}
            data={named}
            value={text || null}
            placeholder={t('settings.chooseCountry')}
            nothingFoundMessage={t('settings.noSuchCountry')}
            error={message}
            onChange={(code) => setText(code ?? '')}
          />
        ) : (
          <TextInput
            label={name}
            description={[unit && t(`settings.units.${unit}`), between].filter(Boolean).join(' ')}
            required
            data-autofocus
            autoFocus
            inputMode={kind === 'number' ? 'decimal' : 'text'}
            value={text}
            error={message}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {fault && !message && <Refusal error={save.error} />}
        <Group gap="sm">
          <Button type="submit" loading={save.isPending} disabled={text.trim() === ''}>
            {t('settings.save')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('parts.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
