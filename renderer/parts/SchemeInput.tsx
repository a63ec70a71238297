import { Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SchemeField } from '../../electron/contract/schemeForm.ts'
import { useSchemeWords } from './useSchemeWords.ts'

interface SchemeInputProps {
  field: SchemeField
  value: string | boolean | undefined
  error?: string | undefined
  onChange: (value: string | boolean) => void
}

export function SchemeInput({ field, value, error, onChange }: SchemeInputProps) {
  const { t } = useTranslation()
  const { labelOf, fieldHintOf } = useSchemeWords()
  const shared = {
    label: labelOf(field.name),
    description: fieldHintOf(field.name) || undefined,
    error,
    required: field.isRequired,
  }
  const typed = {
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
        {...typed}
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
      return <NativeSelect {...typed} data={[{ value: '', label: t('schemes.unchosen') }, ...(field.choices ?? [])]} />
    case 'number':
      return <TextInput {...typed} inputMode="decimal" dir="ltr" />
    case 'text':
      return <TextInput {...typed} dir="ltr" />
  }
}
