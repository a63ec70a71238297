import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SchemeField, SchemeForm } from '#contract/schemeForm.ts'
import type { ShownFault } from '#renderer/agent/fault.ts'
import { useFieldMessage } from '#renderer/parts/fault/useFieldMessage.ts'
import classes from './SchemeFieldset.module.css'
import { SchemeInput } from './SchemeInput.tsx'
import { type FieldValues, isRarelySet, issueFor, networkFields, ownFields, secretFields } from './schemeEntry.ts'
import { UpstreamAddressField } from './UpstreamAddressField.tsx'

interface SchemeFieldsetProps {
  form: SchemeForm
  values: FieldValues
  onChange: (values: FieldValues) => void
  /** `secrets`: only the fields of a new credential. */
  ask?: 'everything' | 'secrets'
  /** The issues of the last fault. Each is shown at its field. */
  issues?: ShownFault['issues'] | undefined
}

/** The inputs for a scheme's form: required fields first; network settings, and those that few tills need, folded away. */
export function SchemeFieldset({ form, values, onChange, ask = 'everything', issues = [] }: SchemeFieldsetProps) {
  const { t } = useTranslation()
  const fieldMessage = useFieldMessage()
  const inputOf = (field: SchemeField) => (
    <SchemeInput
      key={field.name}
      field={field}
      value={values[field.name]}
      error={fieldMessage(issueFor(field.name, issues))}
      onChange={(value) => onChange({ ...values, [field.name]: value })}
    />
  )
  if (ask === 'secrets') return <Stack>{secretFields(form, values).map(inputOf)}</Stack>
  const own = ownFields(form, values)
  const byNeed = own
    .filter(({ name }) => !isRarelySet(name))
    .toSorted((a, b) => Number(b.isRequired) - Number(a.isRequired))
  return (
    <Stack>
      <UpstreamAddressField
        form={form}
        values={values}
        onChange={onChange}
        error={fieldMessage(issueFor('region', issues) ?? issueFor('baseUrl', issues))}
      />
      {byNeed.map(inputOf)}
      <details className={classes.more}>
        <summary>{t('schemes.more')}</summary>
        <Stack pt="xs">{[...own.filter(({ name }) => isRarelySet(name)), ...networkFields(values)].map(inputOf)}</Stack>
      </details>
    </Stack>
  )
}
