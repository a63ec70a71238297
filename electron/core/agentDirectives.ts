import type { AgentDeps } from './agentDeps.ts'
import { Fault } from './base/fault.ts'
import type { SupportBundle } from './diagnostics/supportBundle.ts'
import { type ApplyDeps, applyContents } from './directives/applyContents.ts'
import { Asks } from './directives/asks.ts'
import { DirectivesFeed } from './directives/directivesFeed.ts'
import { type DirectivesDeps, DirectivesService } from './directives/directivesService.ts'
import { type ActivitySources, activityOf, healthOf } from './updates/activity.ts'
import type { Upstreams } from './upstreams/upstreams.ts'

interface Parts extends Omit<ApplyDeps, 'upstreams'>, Omit<ActivitySources, 'status'> {
  deps: Pick<AgentDeps, 'clock' | 'random' | 'network' | 'headOfficeKeys' | 'bundleWords'>
  log: DirectivesDeps['log']
  audit: DirectivesDeps['audit']
  status: ActivitySources['status']
  upstreams: ApplyDeps['upstreams'] & Pick<Upstreams, 'test'> & Parameters<typeof healthOf>[0]['upstreams']
  hostClock: { note(dateMs: number): void }
  isListening(): boolean
  forget(): Promise<void>
  supportBundle(): SupportBundle
}

/** Directives of head office, as they reach into the rest of an agent. */
export function openDirectives({ deps, hostClock, ...parts }: Parts): DirectivesService {
  const { clock, random, network, headOfficeKeys, bundleWords } = deps
  const { settings, log, audit, changes } = parts
  const feed = new DirectivesFeed(network, (dateMs) => hostClock.note(dateMs))
  const onChange = () => changes.publish('status')
  const asks = new Asks({
    ...{ settings, clock, random, network, log, audit, onChange },
    testCredential: (upstream) => parts.upstreams.test(upstream),
    async makeBundle() {
      if (!bundleWords) throw new Fault('NOT_SUPPORTED', 'This till agent makes no support bundle.')
      return parts.supportBundle().make(bundleWords)
    },
  })
  return new DirectivesService({
    ...{ settings, clock, random, log, audit, asks, onChange, builtInKeys: headOfficeKeys },
    read: (folder, channel) => feed.read(folder, channel),
    apply: (contents, probe, nextRecord) => applyContents(contents, probe, nextRecord, parts),
    forget: () => parts.forget(),
    activity: () => activityOf(parts),
    health: () => healthOf(parts, parts.isListening()),
  })
}
