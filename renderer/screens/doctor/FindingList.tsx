import { Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Finding, Remedy } from '#contract/doctor.ts'
import { AgentMessage } from '#renderer/parts/fault/AgentMessage.tsx'
import { PanelButton } from '#renderer/parts/system/PanelButton.tsx'
import { UpstreamTest } from '#renderer/parts/upstream/UpstreamTest.tsx'
import { upstreamPath } from '#renderer/parts/upstream/upstreamPath.ts'
import { findingWords } from '#words/findingWords.ts'
import classes from './FindingList.module.css'

const badges = {
  fine: { Icon: IconCircleCheck, color: 'green' },
  attention: { Icon: IconAlertTriangle, color: 'orange' },
  trouble: { Icon: IconCircleX, color: 'red' },
  skipped: { Icon: IconCircleMinus, color: 'dimmed' },
} as const

interface FindingListProps {
  findings: Finding[]
  onCheckAgain: () => void
}

/** The findings of one group, each with the action that the doctor suggests. */
export function FindingList({ findings, onCheckAgain }: FindingListProps) {
  const { t, i18n } = useTranslation()
  return (
    <ul className={classes.list}>
      {findings.map((finding) => {
        const { Icon, color } = badges[finding.outcome]
        const { sentence, remedy, detail } = findingWords(finding, t, i18n)
        return (
          <li key={finding.check + finding.sentence} className={classes.finding}>
            <Text span className={classes.outcome ?? ''} c={color}>
              <Icon size={22} aria-hidden />
              {t(`doctor.outcomes.${finding.outcome}`)}
            </Text>
            <Stack gap={2} className={classes.words ?? ''}>
              <Text size="sm" c="dimmed">
                {t(`doctor.checks.${finding.check}`)}
              </Text>
              <Text>{sentence}</Text>
              {remedy && <Text fw={600}>{remedy}</Text>}
              {detail && <AgentMessage>{detail}</AgentMessage>}
            </Stack>
            {finding.action && <RemedyButton remedy={finding.action} onCheckAgain={onCheckAgain} />}
          </li>
        )
      })}
    </ul>
  )
}

function RemedyButton({ remedy: { action, target = '' }, onCheckAgain }: { remedy: Remedy; onCheckAgain: () => void }) {
  const { t } = useTranslation()
  const label = t(`doctor.actions.${action}`)
  const linkTo = (path: string) => (
    <Button component={Link} to={path}>
      {label}
    </Button>
  )
  switch (action) {
    case 'test-upstream':
      return <UpstreamTest id={target} />
    case 'rotate-upstream':
      return linkTo(upstreamPath(target, 'credential'))
    case 'sign-in-upstream':
      return linkTo(upstreamPath(target, 'sign-in'))
    case 'change-network':
      return linkTo(upstreamPath(target, 'network'))
    case 'open-settings':
      return linkTo('/settings')
    case 'open-keychain':
      return <PanelButton panel="keychain" label={label} />
    case 'open-clock':
      return <PanelButton panel="clock" label={label} />
    case 'check-again':
      return <Button onClick={onCheckAgain}>{label}</Button>
  }
}
