import { useQuery } from '@tanstack/react-query'
import { calls } from '../../agent/agent.ts'
import { Loading } from '../../parts/Loading.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { Guide } from './Guide.tsx'
import { resumed } from './setUp.ts'

interface FirstRunProps {
  isHeard: boolean
  onLeave: () => void
}

/** From nothing to a till that is ready. */
export default function FirstRun({ isHeard, onLeave }: FirstRunProps) {
  const upstreams = useQuery(calls.upstreams.list.queryOptions())
  const clients = useQuery(calls.clients.list.queryOptions())
  const forms = useQuery(calls.upstreams.forms.queryOptions())
  const settings = useQuery(calls.settings.list.queryOptions())
  const error = upstreams.error ?? clients.error ?? forms.error ?? settings.error
  if (error) return <Refusal error={error} />
  if (!upstreams.data || !clients.data || !forms.data || !settings.data) return <Loading />
  return (
    <Guide
      isHeard={isHeard}
      start={resumed(upstreams.data, clients.data)}
      forms={forms.data}
      settings={settings.data}
      onLeave={onLeave}
    />
  )
}
