import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Redirect } from 'wouter'
import { calls } from '../../agent/agent.ts'
import { BackLink } from '../../parts/BackLink.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { ScreenFrame } from '../../parts/ScreenFrame.tsx'
import { NewCredential } from './NewCredential.tsx'
import { RemoveUpstream } from './RemoveUpstream.tsx'
import { SignIn } from './SignIn.tsx'
import { SignOut } from './SignOut.tsx'
import { upstreamsPath } from './upstreamPath.ts'

const titles = {
  credential: 'upstreams.rotateTitle',
  'sign-in': 'upstreams.signInTitle',
  'sign-out': 'upstreams.signOutTitle',
  remove: 'upstreams.removeTitle',
} as const

/** One thing to do with one upstream. */
export function UpstreamPage({ id, task }: { id: string; task: string }) {
  const { t } = useTranslation()
  const forms = useQuery(calls.upstreams.forms.queryOptions())
  const upstreams = useQuery(calls.upstreams.list.queryOptions())
  if (!(task in titles)) return <Redirect to={upstreamsPath} />
  const known = task as keyof typeof titles
  const content = () => {
    if (!forms.data || !upstreams.data) return <Loading />
    const scheme = upstreams.data.find((upstream) => upstream.id === id)?.scheme
    const form = forms.data.find((one) => one.scheme === scheme)
    switch (known) {
      case 'credential':
        return form ? <NewCredential id={id} form={form} /> : <Redirect to={upstreamsPath} />
      case 'sign-in':
        return <SignIn id={id} />
      case 'sign-out':
        return <SignOut id={id} />
      case 'remove':
        return <RemoveUpstream id={id} />
    }
  }
  return (
    <ScreenFrame title={t(titles[known], { id })} actions={<BackLink to={upstreamsPath} />}>
      <Refusal error={forms.error ?? upstreams.error} />
      {content()}
    </ScreenFrame>
  )
}
