import { Text } from '@mantine/core'

/** The agent's own sentence, in English: it has the details that the translated sentence leaves out. */
export function AgentMessage({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed" dir="ltr" lang="en" ta="start">
      {children}
    </Text>
  )
}
