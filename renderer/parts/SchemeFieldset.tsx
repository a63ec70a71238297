import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SchemeField, SchemeForm } from '../../electron/contract/schemeForm.ts'
import type { ShownFault } from '../agent/fault.ts'
import { PlaceField } from './PlaceField.tsx'
import classes from './SchemeFieldset.module.css'
import { SchemeInput } from './SchemeInput.tsx'
import type { FieldValues } from './schemeEntry.ts'

interface SchemeFieldsetProps {
  form: SchemeForm
  values: FieldValues
  onChange: (values: FieldValues) => void
  /** `secrets`: for a credential that takes another's place. */
  ask?: 'everything' | 'secrets'
  /** Of the last refusal: each is shown at its field. */
  issues?: ShownFault['issues'] | undefined
}

const common: SchemeField = { name: 'proxy', kind: 'text', isRequired: false, isSecret: false }

/** What a scheme asks, read off its form. */
export function SchemeFieldset({ form, values, onChange, ask = 'everything', issues = [] }: SchemeFieldsetProps) {
  const { t } = useTranslation()
  const inputOf = (field: SchemeField) => (
    <SchemeInput
      key={field.name}
      field={field}
      value={values[field.name]}
      error={messageFor(field.name, issues)}
      onChange={(value) => onChange({ ...values, [field.name]: value })}
    />
  )
  const own = ask === 'secrets' ? form.fields.filter(({ isSecret }) => isSecret) : form.fields
  const needed = own.filter(({ isRequired }) => isRequired)
  const others = own.filter(({ isRequired }) => !isRequired)
  if (ask === 'secrets') return <Stack>{own.map(inputOf)}</Stack>
  return (
    <Stack>
      <PlaceField
        regions={form.regions}
        values={values}
        onChange={onChange}
        error={messageFor('region', issues) ?? messageFor('baseUrl', issues)}
      />
      {needed.map(inputOf)}
      {others.map(inputOf)}
      <details className={classes.more}>
        <summary>{t('schemes.more')}</summary>
        <Stack pt="xs">
          {inputOf(common)}
          {inputOf({ ...common, name: 'caFile' })}
        </Stack>
      </details>
    </Stack>
  )
}

/** The agent names where in the whole entry something is wrong, as in `entry.till`. */
function messageFor(name: string, issues: ShownFault['issues']): string | undefined {
  return issues.find(({ path }) => path === name || path.endsWith(`.${name}`))?.message
}
