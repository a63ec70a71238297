import { oc } from '@orpc/contract'
import { refusals } from '#contract/refusals.ts'
import { UpdateStatus } from '#contract/update.ts'

const unsupported = refusals('NOT_SUPPORTED')

export const updates = {
  updates: {
    /** A change is published as the topic `status`, except progress, which callers ask for. */
    status: oc.errors(unsupported).output(UpdateStatus),
    /** Looks for a release now, and downloads it if it is for this till. */
    check: oc.errors(unsupported).output(UpdateStatus),
    /** Installs without waiting for quiet hours. When the result says `installing`, this agent ends and the new one starts. */
    install: oc.errors(unsupported).output(UpdateStatus),
  },
}
