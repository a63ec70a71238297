import { NativeSelect, Stack, TextInput } from '@mantine/core'
import type { SchemeForm } from '#contract/schemeForm.ts'
import { customAddress, type FieldValues, takesBaseUrl } from './schemeEntry.ts'
import { useSchemeWords } from './useSchemeWords.ts'

interface UpstreamAddressFieldProps {
  form: Pick<SchemeForm, 'baseUrlName' | 'regions'>
  values: FieldValues
  onChange: (values: FieldValues) => void
  error?: string | undefined
}

/** Takes the upstream's address: a region with a known address, or a typed one. */
export function UpstreamAddressField({ form, values, onChange, error }: UpstreamAddressFieldProps) {
  const { labelOf, fieldHintOf, regionOf } = useSchemeWords()
  const region = String(values.region ?? '')
  const takesAddress = takesBaseUrl(form, values)
  const { baseUrlName, regions } = form
  return (
    <Stack>
      {regions.length > 0 && (
        <NativeSelect
          label={labelOf('region')}
          description={fieldHintOf('region')}
          required
          value={region}
          error={takesAddress ? undefined : error}
          onChange={(event) => onChange({ ...values, region: event.currentTarget.value })}
          data={[
            { value: '', label: '…', disabled: true },
            ...regions.map(({ region: name, baseUrl }) => ({
              value: name,
              label: baseUrl ? `${regionOf(name)} · \u2066${new URL(baseUrl).host}\u2069` : regionOf(name),
            })),
            { value: customAddress, label: regionOf(customAddress) },
          ]}
        />
      )}
      {takesAddress && (
        <TextInput
          label={labelOf(baseUrlName)}
          description={fieldHintOf(baseUrlName)}
          required
          dir="ltr"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          placeholder="https://"
          value={String(values.baseUrl ?? '')}
          error={error}
          onChange={(event) => onChange({ ...values, baseUrl: event.currentTarget.value })}
        />
      )}
    </Stack>
  )
}
