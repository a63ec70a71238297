import { Text } from '@mantine/core'

/** The agent's own sentence, in English: exact where the window's words are plain. */
export function AgentSentence({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed" dir="ltr" lang="en" ta="start">
      {children}
    </Text>
  )
}
