import { Alert, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { UpdateProblem } from '#contract/update.ts'

/** In the agent's own English sentences: they are meant for the administrator of the update server. */
export function UpdateProblems({ problems }: { problems: UpdateProblem[] }) {
  return (
    <Stack gap="xs">
      {problems.map(({ code, reason, remedy }) => (
        <Alert key={code} color="orange" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          <Stack gap={0} dir="ltr" lang="en">
            <Text fw={600}>{reason}</Text>
            <Text>{remedy}</Text>
          </Stack>
        </Alert>
      ))}
    </Stack>
  )
}
