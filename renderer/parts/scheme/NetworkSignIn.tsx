import { Stack } from '@mantine/core'
import type { ShownFault } from '#renderer/agent/fault.ts'
import { useFieldMessage } from '#renderer/parts/fault/useFieldMessage.ts'
import { SchemeInput } from './SchemeInput.tsx'
import { type FieldValues, issueFor, networkSignInFields } from './schemeEntry.ts'

interface NetworkSignInProps {
  values: FieldValues
  onChange: (values: FieldValues) => void
  fault: ShownFault | undefined
}

/** Takes the user name and the password that the proxy of the store's network has asked for; nothing is shown before. */
export function NetworkSignIn({ values, onChange, fault }: NetworkSignInProps) {
  const fieldMessage = useFieldMessage()
  const networkProxy = fault?.proxy ?? values.networkProxy
  if (networkProxy === undefined) return null
  return (
    <Stack>
      {networkSignInFields.map((field) => (
        <SchemeInput
          key={field.name}
          field={field}
          value={values[field.name]}
          error={field.isSecret ? fieldMessage(issueFor('proxyPassword', fault?.issues ?? [])) : undefined}
          onChange={(value) => onChange({ ...values, networkProxy, [field.name]: value })}
        />
      ))}
    </Stack>
  )
}
