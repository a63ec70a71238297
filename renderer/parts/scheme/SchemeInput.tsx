import { Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SchemeField } from '#contract/schemeForm.ts'
import { useSchemeWords } from './useSchemeWords.ts'

interface SchemeInputProps {
  field: SchemeField
  value: string | boolean | undefined
  error?: string | undefined
  onChange: (value: string | boolean) => void
}

/** The input for one field of a scheme's form, by the field's kind. */
export function SchemeInput({ field, value, error, onChange }: SchemeInputProps) {
  const { t } = useTranslation()
  const { labelOf, fieldHintOf } = useSchemeWords()
  const shared = {
    label: labelOf(field.name),
    description: fieldHintOf(field.name) || undefined,
    error,
    required: field.isRequired,
  }
  const textual = {
    ...shared,
    value: typeof value === 'string' ? value : '',
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
    autoComplete: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
  }
  if (field.isSecret)
    return (
      <PasswordInput
        {...textual}
        autoComplete="new-password"
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ 'aria-label': t('schemes.showSecret') }}
      />
    )
  switch (field.kind) {
    case 'flag':
      return (
        <Checkbox {...shared} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
      )
    case 'choice':
      return (
        <NativeSelect {...textual} data={[{ value: '', label: t('schemes.unchosen') }, ...(field.choices ?? [])]} />
      )
    case 'number':
      return <TextInput {...textual} inputMode="decimal" dir="ltr" />
    case 'text':
      return <TextInput {...textual} dir="ltr" />
  }
}
