import { oc } from '@orpc/contract'
import { FleetStatus } from '#contract/fleet/directives.ts'

export const directives = {
  directives: {
    /** What this till made of head office's directives. A change is published as the topic `status`. */
    status: oc.output(FleetStatus),
    /** Looks for new ones now, and obeys them if the moment is quiet. */
    look: oc.output(FleetStatus),
  },
}
