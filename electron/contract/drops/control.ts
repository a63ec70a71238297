import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusals } from '#contract/refusals.ts'
import { DropEntry, DropFileView, DropFingerprint, DropName, DropProxy, DropTarget, DropView } from './drop.ts'

const OneDrop = z.object({ name: DropName })
const keychainFaults = refusals('KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED')
const serverFaults = refusals('DROP_SERVER_UNREACHABLE', 'DROP_SERVER_UNTRUSTED', 'DROP_SERVER_REFUSED')
const folderFaults = refusals('DROP_FOLDER_UNUSABLE')

/** Folders whose files go to a server of files. */
export const drops = {
  drops: {
    list: oc.output(z.array(DropView)),
    /** Newest last: what waits, and of the last 7 days what is over. */
    files: oc.errors(refusals('OUTBOX_UNAVAILABLE', 'UNKNOWN_DROP')).input(OneDrop).output(z.array(DropFileView)),
    /** Whose key or certificate the server shows, for a person to compare. Nothing secret is sent. */
    identify: oc
      .errors({ ...refusals('DROP_SERVER_UNREACHABLE', 'INVALID_INPUT', 'NOT_SUPPORTED') })
      .input(z.object({ to: DropTarget, proxy: DropProxy.optional() }))
      /** @property isVouchedFor whether an authority that this machine trusts vouches for it */
      .output(z.object({ fingerprint: DropFingerprint, isVouchedFor: z.boolean() })),
    /** @property probe whether server and credential are tried before anything is stored */
    add: oc
      .errors({ ...keychainFaults, ...serverFaults, ...folderFaults })
      .errors(refusals('ALREADY_EXISTS', 'INVALID_INPUT', 'SETTINGS_UNWRITABLE', 'NOT_SUPPORTED', 'FILE_UNREADABLE'))
      .input(z.object({ entry: DropEntry, probe: z.boolean().default(true) }))
      .output(DropView),
    /** Signs in at the server, and looks at its folder. */
    test: oc
      .errors({ ...keychainFaults, ...serverFaults, ...folderFaults, ...refusals('UNKNOWN_DROP') })
      .input(OneDrop)
      .output(DropView),
    /** Tries what waits at once, whatever pause a failure asks for. */
    sendNow: oc.errors(refusals('UNKNOWN_DROP')).input(OneDrop).output(DropView),
    /** @property force gives up what waits: it goes back to the folder */
    remove: oc
      .errors({ ...keychainFaults, ...refusals('UNKNOWN_DROP', 'DROP_IN_USE', 'SETTINGS_UNWRITABLE') })
      .errors(refusals('OUTBOX_UNAVAILABLE'))
      .input(OneDrop.extend({ force: z.boolean().default(false) })),
  },
}
