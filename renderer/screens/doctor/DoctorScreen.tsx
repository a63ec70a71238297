import { Tabs } from '@mantine/core'
import { IconFileZip, IconHistory, IconStethoscope } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import { ScreenFrame } from '#renderer/parts/layout/ScreenFrame.tsx'
import { AuditTrail } from './AuditTrail.tsx'
import { CheckUp } from './CheckUp.tsx'
import { SupportBundle } from './SupportBundle.tsx'

const tabs = [
  { tab: 'findings', Icon: IconStethoscope },
  { tab: 'bundle', Icon: IconFileZip },
  { tab: 'audit', Icon: IconHistory },
] as const

/** Runs the check-up once when the screen opens, not each time its tab is opened: a run sends a request to every upstream. */
export default function DoctorScreen() {
  const { t } = useTranslation()
  const { mutate, data, error, isPending } = useMutation(calls.doctor.mutationOptions())
  useEffect(() => mutate(undefined), [mutate])
  return (
    <ScreenFrame title={t('doctor.title')}>
      <Tabs defaultValue="findings" keepMounted={false}>
        <Tabs.List mb="lg">
          {tabs.map(({ tab, Icon }) => (
            <Tabs.Tab key={tab} value={tab} leftSection={<Icon size={20} aria-hidden />}>
              {t(`doctor.tabs.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="findings">
          <CheckUp diagnosis={data} error={error} isRunning={isPending} onRun={() => mutate(undefined)} />
        </Tabs.Panel>
        <Tabs.Panel value="bundle">
          <SupportBundle />
        </Tabs.Panel>
        <Tabs.Panel value="audit">
          <AuditTrail />
        </Tabs.Panel>
      </Tabs>
    </ScreenFrame>
  )
}
