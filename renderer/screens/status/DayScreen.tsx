import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Day } from '#contract/reports/day.ts'
import { calls } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { BackLink } from '#renderer/parts/layout/BackLink.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { ScreenFrame } from '#renderer/parts/layout/ScreenFrame.tsx'
import { usePinGate } from '#renderer/parts/pin/PinGate.tsx'
import classes from './DayScreen.module.css'

/** How often the figures are read again, while they are looked at. */
const refreshMs = 60_000

/** What happened at this till since midnight, for a shift lead or a manager. */
export default function DayScreen() {
  const { t } = useTranslation()
  const { date } = useFormats()
  const gate = usePinGate()
  const day = useQuery(calls.day.queryOptions({ staleTime: 0, gcTime: 0, refetchInterval: refreshMs }))
  const unlock = async () => {
    if (await gate.requestPin()) await day.refetch()
  }
  return (
    <ScreenFrame
      title={t('status.day.title')}
      subtitle={day.data && date(day.data.since)}
      actions={<BackLink to="/status" />}
    >
      {renderContent()}
    </ScreenFrame>
  )

  function renderContent() {
    if (day.data) return <Figures day={day.data} />
    if (!day.error) return <Loading />
    if (faultOf(day.error).code !== 'PIN_REQUIRED')
      return <ErrorNotice error={day.error} onRetry={() => void day.refetch()} />
    return (
      <Stack align="flex-start">
        <Text>{t('pin.needed')}</Text>
        <Button leftSection={<IconLock size={20} aria-hidden />} onClick={() => void unlock()}>
          {t('pin.unlock')}
        </Button>
      </Stack>
    )
  }
}

const endings = ['confirmed', 'overridden', 'refused', 'expired', 'cancelled'] as const

function Figures({ day }: { day: Day }) {
  const { t } = useTranslation()
  const { time } = useFormats()
  const { verifications, refusedOverrides, lookedUp, enrolled, codesSent, offline, outbox } = day
  return (
    <>
      {day.isPartial && <Text>{t('status.day.partial')}</Text>}
      <Panel title={t('status.day.verified')}>
        <dl className={classes.figures}>
          {endings.map((ending) => (
            <Figure key={ending} name={t(`status.day.${ending}`)} value={verifications[ending]} />
          ))}
          <Figure name={t('status.day.refusedOverrides')} value={refusedOverrides} />
        </dl>
      </Panel>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Panel title={t('status.day.counter')}>
          <dl className={classes.figures}>
            <Figure name={t('status.day.codesSent')} value={codesSent} />
            <Figure name={t('status.day.lookedUp')} value={lookedUp} />
            <Figure name={t('status.day.enrolled')} value={enrolled} />
          </dl>
        </Panel>
        <Panel title={t('status.day.outbox')}>
          {outbox.open + outbox.needPerson === 0 ? (
            <Text>{t('status.day.outboxNone')}</Text>
          ) : (
            <>
              <dl className={classes.figures}>
                <Figure name={t('status.day.outboxOpen')} value={outbox.open} />
                <Figure name={t('status.day.outboxPerson')} value={outbox.needPerson} />
              </dl>
              <Group>
                <Button component={Link} to="/outbox" variant="default">
                  {t('status.day.toOutbox')}
                </Button>
              </Group>
            </>
          )}
        </Panel>
      </SimpleGrid>
      <Panel title={t('status.day.offline')}>
        {offline.length === 0 && <Text>{t('status.day.neverOffline')}</Text>}
        {offline.length > 0 && (
          <ul className={classes.outages}>
            {offline.map(({ upstream, minutes, isOffline }) => (
              <li key={upstream}>
                <bdi>{upstream}</bdi>: {t('status.day.minutes', { count: minutes })}
                {isOffline && <b> · {t('status.day.isOffline')}</b>}
              </li>
            ))}
          </ul>
        )}
        {day.offlineKnownSince > day.since && (
          <Text c="dimmed">{t('status.day.knownSince', { time: time(day.offlineKnownSince) })}</Text>
        )}
      </Panel>
    </>
  )
}

function Figure({ name, value }: { name: string; value: number }) {
  const { number } = useFormats()
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd data-none={value === 0 || undefined}>{number(value)}</dd>
    </div>
  )
}
