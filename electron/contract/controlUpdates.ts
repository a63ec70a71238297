import { oc } from '@orpc/contract'
import { refusals } from './refusals.ts'
import { UpdateStatus } from './update.ts'

const elsewhere = refusals('NOT_SUPPORTED')

export const updates = {
  updates: {
    /** How it is with updates. Told of as `status` when it changes; progress is asked for. */
    status: oc.errors(elsewhere).output(UpdateStatus),
    /** Looks for a release now, and downloads it if this till takes it. */
    check: oc.errors(elsewhere).output(UpdateStatus),
    /** Installs it without waiting for quiet hours. Where the answer says `installing`, this agent ends and the next begins. */
    install: oc.errors(elsewhere).output(UpdateStatus),
  },
}
