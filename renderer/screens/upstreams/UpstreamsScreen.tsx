import { Route, Switch } from 'wouter'
import { addUpstreamPath, upstreamsPath } from '#renderer/parts/upstream/upstreamPath.ts'
import { AddUpstream } from './AddUpstream.tsx'
import { UpstreamList } from './UpstreamList.tsx'
import { UpstreamPage } from './UpstreamPage.tsx'

export default function UpstreamsScreen() {
  return (
    <Switch>
      <Route path={addUpstreamPath} component={AddUpstream} />
      <Route path={`${upstreamsPath}/:id/:task`}>
        {({ id, task }) => <UpstreamPage key={id + task} id={id} task={task} />}
      </Route>
      <Route component={UpstreamList} />
    </Switch>
  )
}
