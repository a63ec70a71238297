import { Text } from '@mantine/core'

/** A number that is read out on the telephone: large, in two groups of three digits. */
export function SpokenReference({ label, reference }: { label: string; reference: string }) {
  return (
    <Text role="status">
      {label}:{' '}
      <Text span fz="xl" fw={650} dir="ltr" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {reference.slice(0, 3)} {reference.slice(3)}
      </Text>
    </Text>
  )
}
