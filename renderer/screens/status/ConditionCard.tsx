import { Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Condition } from '#contract/status.ts'
import { AllWell } from '#renderer/parts/drawing/AllWell.tsx'
import { Offline } from '#renderer/parts/drawing/Offline.tsx'
import classes from './ConditionCard.module.css'

const icons = { ready: IconCircleCheck, attention: IconAlertTriangle, offline: IconCloudOff, blocked: IconCircleX }

/** The till's condition in one large sentence. */
export function ConditionCard({ condition }: { condition: Condition }) {
  const { t } = useTranslation()
  const Icon = icons[condition]
  return (
    <div className={classes.card} data-condition={condition} role="status">
      <Icon className={classes.icon} size={56} stroke={1.75} aria-hidden />
      <Stack gap={0} className={classes.words ?? ''}>
        <Text fz={28} fw={650} lh={1.3}>
          {t(`shell.condition.${condition}`)}
        </Text>
        <Text fz="lg">{t(`status.condition.${condition}`)}</Text>
      </Stack>
      {(condition === 'ready' || condition === 'offline') && (
        <div className={classes.drawing}>{condition === 'ready' ? <AllWell /> : <Offline />}</div>
      )}
    </div>
  )
}
