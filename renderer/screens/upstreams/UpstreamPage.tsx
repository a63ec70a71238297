import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Redirect } from 'wouter'
import { calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { BackLink } from '#renderer/parts/layout/BackLink.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { ScreenFrame } from '#renderer/parts/layout/ScreenFrame.tsx'
import { cacheFields } from '#renderer/parts/scheme/schemeEntry.ts'
import { SignIn } from '#renderer/parts/upstream/SignIn.tsx'
import { upstreamsPath } from '#renderer/parts/upstream/upstreamPath.ts'
import { ChangeCache } from './ChangeCache.tsx'
import { ChangeNetwork } from './ChangeNetwork.tsx'
import { NewCredential } from './NewCredential.tsx'
import { RemoveUpstream } from './RemoveUpstream.tsx'
import { SignOut } from './SignOut.tsx'

const titles = {
  credential: 'upstreams.rotateTitle',
  network: 'upstreams.networkTitle',
  cache: 'upstreams.cacheTitle',
  'sign-in': 'upstreams.signInTitle',
  'sign-out': 'upstreams.signOutTitle',
  remove: 'upstreams.removeTitle',
} as const

/** The page of one task for one upstream. An unknown task leads back to the list. */
export function UpstreamPage({ id, task }: { id: string; task: string }) {
  const { t } = useTranslation()
  const forms = useQuery(calls.upstreams.forms.queryOptions())
  const upstreams = useQuery(calls.upstreams.list.queryOptions())
  if (!(task in titles)) return <Redirect to={upstreamsPath} />
  const knownTask = task as keyof typeof titles
  const renderTask = () => {
    if (!forms.data || !upstreams.data) return <Loading />
    const upstream = upstreams.data.find((candidate) => candidate.id === id)
    const form = forms.data.find(({ scheme }) => scheme === upstream?.scheme)
    switch (knownTask) {
      case 'credential':
        return upstream && form ? <NewCredential upstream={upstream} form={form} /> : <Redirect to={upstreamsPath} />
      case 'network':
        return upstream ? <ChangeNetwork upstream={upstream} /> : <Redirect to={upstreamsPath} />
      case 'cache':
        return upstream && form && cacheFields(form).length > 0 ? (
          <ChangeCache upstream={upstream} form={form} />
        ) : (
          <Redirect to={upstreamsPath} />
        )
      case 'sign-in':
        return upstream?.signsInWithBrowser ? <SignIn id={id} /> : <Redirect to={upstreamsPath} />
      case 'sign-out':
        return <SignOut id={id} />
      case 'remove':
        return <RemoveUpstream id={id} />
    }
  }
  return (
    <ScreenFrame title={t(titles[knownTask], { id })} actions={<BackLink to={upstreamsPath} />}>
      <ErrorNotice error={forms.error ?? upstreams.error} />
      {renderTask()}
    </ScreenFrame>
  )
}
