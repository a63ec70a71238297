import { NativeSelect, Stack, TextInput } from '@mantine/core'
import type { SchemeForm } from '../../electron/contract/schemeForm.ts'
import { type FieldValues, ownAddress } from './schemeEntry.ts'
import { useSchemeWords } from './useSchemeWords.ts'

interface PlaceFieldProps {
  regions: SchemeForm['regions']
  values: FieldValues
  onChange: (values: FieldValues) => void
  error?: string | undefined
}

/** Where the cloud is: a region whose address is known, or an address. */
export function PlaceField({ regions, values, onChange, error }: PlaceFieldProps) {
  const { labelOf, fieldHintOf, placeOf } = useSchemeWords()
  const region = String(values.region ?? '')
  const takesAddress = regions.length === 0 || region === ownAddress
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
              label: `${placeOf(name)} · \u2066${new URL(baseUrl).host}\u2069`,
            })),
            { value: ownAddress, label: placeOf(ownAddress) },
          ]}
        />
      )}
      {takesAddress && (
        <TextInput
          label={labelOf('baseUrl')}
          description={fieldHintOf('baseUrl')}
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
