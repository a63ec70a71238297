import type { AgentDeps } from './agentDeps.ts'
import { type ApplyDeps, applyContents } from './directives/applyContents.ts'
import { DirectivesFeed } from './directives/directivesFeed.ts'
import { type DirectivesDeps, DirectivesService } from './directives/directivesService.ts'
import { type ActivitySources, activityOf, healthOf } from './updates/activity.ts'

interface Parts extends Omit<ApplyDeps, 'upstreams'>, Omit<ActivitySources, 'status'> {
  deps: Pick<AgentDeps, 'clock' | 'random' | 'network' | 'headOfficeKeys'>
  log: DirectivesDeps['log']
  audit: DirectivesDeps['audit']
  status: ActivitySources['status']
  upstreams: ApplyDeps['upstreams'] & Parameters<typeof healthOf>[0]['upstreams']
  hostClock: { note(dateMs: number): void }
  isListening(): boolean
  forget(): Promise<void>
}

/** Directives of head office, as they reach into the rest of an agent. */
export function openDirectives({ deps, hostClock, ...parts }: Parts): DirectivesService {
  const { clock, random, network, headOfficeKeys } = deps
  const { settings, log, audit, changes } = parts
  const feed = new DirectivesFeed(network, (dateMs) => hostClock.note(dateMs))
  return new DirectivesService({
    ...{ settings, clock, random, log, audit, builtInKeys: headOfficeKeys },
    read: (folder, channel) => feed.read(folder, channel),
    apply: (contents, probe, nextRecord) => applyContents(contents, probe, nextRecord, parts),
    forget: () => parts.forget(),
    activity: () => activityOf(parts),
    health: () => healthOf(parts, parts.isListening()),
    onChange: () => changes.publish('status'),
  })
}
