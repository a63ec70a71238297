import { useQuery } from '@tanstack/react-query'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { SetUpWizard } from './SetUpWizard.tsx'
import { resumeStep } from './setUp.ts'

interface FirstRunProps {
  isConnected: boolean
  onLeave: () => void
}

/** Sets up a new till. Loads what the wizard needs, and resumes it where the person left. */
export default function FirstRun({ isConnected, onLeave }: FirstRunProps) {
  const upstreams = useQuery(calls.upstreams.list.queryOptions())
  const clients = useQuery(calls.clients.list.queryOptions())
  const forms = useQuery(calls.upstreams.forms.queryOptions())
  const settings = useQuery(calls.settings.list.queryOptions())
  const error = upstreams.error ?? clients.error ?? forms.error ?? settings.error
  if (error) return <ErrorNotice error={error} />
  if (!upstreams.data || !clients.data || !forms.data || !settings.data) return <Loading />
  return (
    <SetUpWizard
      isConnected={isConnected}
      start={resumeStep(upstreams.data, clients.data)}
      forms={forms.data}
      settings={settings.data}
      onLeave={onLeave}
    />
  )
}
