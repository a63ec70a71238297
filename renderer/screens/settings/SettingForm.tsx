import { NativeSelect, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language, SettingView } from '#contract/setting.ts'
import { agent } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useFieldMessage } from '#renderer/parts/fault/useFieldMessage.ts'
import { Form } from '#renderer/parts/form/Form.tsx'
import { FormButtons } from '#renderer/parts/form/FormButtons.tsx'
import { readNumber, spellNumber } from '#renderer/parts/form/typedNumber.ts'
import { useCountryOptions } from '#renderer/parts/format/useCountryOptions.ts'
import { useFormats, useLocale } from '#renderer/parts/format/useFormats.ts'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { languages } from '#words/languages.ts'

/** A language is called as it calls itself; any other choice as the settings file spells it, which labels explain. */
function optionOf(choice: string) {
  return { value: choice, label: languages[choice as Language] ?? choice }
}

interface SettingFormProps {
  setting: SettingView
  name: string
  onSaved: () => void
  onCancel: () => void
}

/** Edits one setting, with the input for its kind. */
export function SettingForm({ setting, name, onSaved, onCancel }: SettingFormProps) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const locale = useLocale()
  const countryOptions = useCountryOptions()
  const { kind, value, choices, unit, least: min, most: max } = setting
  const [text, setText] = useState(kind === 'number' ? spellNumber(String(value ?? ''), locale) : String(value ?? ''))
  const save = useManagerCall(
    (next: string | number) => agent.settings.set({ name: setting.name, value: next }),
    onSaved,
  )
  const fault = save.error ? faultOf(save.error) : undefined
  const message = useFieldMessage()(fault?.issues[0])
  const submit = () => {
    // The agent refuses what is no number, in words for this field.
    save.run(kind === 'number' ? Number(readNumber(text, locale)) : text.trim())
  }
  const range =
    min !== undefined && max !== undefined ? t('settings.range', { min: number(min), max: number(max) }) : ''
  return (
    <Form onSubmit={submit}>
      <Stack maw={420} gap="sm">
        {kind === 'country' ? (
          <Select
            label={name}
            description={t('settings.countryHint')}
            searchable
            allowDeselect={false}
            data={countryOptions}
            value={text || null}
            placeholder={t('settings.chooseCountry')}
            nothingFoundMessage={t('settings.noSuchCountry')}
            error={message}
            onChange={(code) => setText(code ?? '')}
          />
        ) : choices ? (
          <NativeSelect
            label={name}
            error={message}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data={[{ value: '', label: '…', disabled: true }, ...choices.map(optionOf)]}
          />
        ) : (
          <TextInput
            label={name}
            description={[unit && unit !== 'count' && t(`settings.units.${unit}`), range].filter(Boolean).join(' ')}
            required
            data-autofocus
            autoFocus
            inputMode={kind === 'number' ? 'decimal' : 'text'}
            value={text}
            error={message}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {fault && !message && <ErrorNotice error={save.error} />}
        <FormButtons
          submit={t('settings.save')}
          isBusy={save.isPending}
          isDisabled={text.trim() === ''}
          onCancel={onCancel}
        />
      </Stack>
    </Form>
  )
}
