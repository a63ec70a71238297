import type { UpdateProblem, UpdateProblemCode } from '#contract/update.ts'

/** Why an update stopped. It is shown in the status: an update runs by itself, so there is no caller to answer. */
export class UpdateError extends Error {
  override readonly name = 'UpdateError'
  readonly code: UpdateProblemCode
  /** The system's or the library's own message, for the log. */
  readonly detail: string

  constructor(code: UpdateProblemCode, detail = '') {
    super(sentences[code].reason)
    this.code = code
    this.detail = detail
  }
}

/** The sentences of a problem, for the status. */
export function problemOf(code: UpdateProblemCode): UpdateProblem {
  return { code, ...sentences[code] }
}

const askHeadOffice = 'Tell head office. Nothing was installed, and this version keeps working.'

const sentences: Record<UpdateProblemCode, { reason: string; remedy: string }> = {
  FEED_UNREACHABLE: {
    reason: 'The server that updates come from did not answer.',
    remedy: "Check the store's network, or the setting updates.feed. The agent tries again by itself.",
  },
  RELEASE_TOO_LARGE: { reason: 'The release list is larger than allowed.', remedy: askHeadOffice },
  RELEASE_MALFORMED: { reason: 'The release list cannot be read.', remedy: askHeadOffice },
  RELEASE_KEY_UNKNOWN: {
    reason: 'The release list is signed with a key that this version does not know.',
    remedy: askHeadOffice,
  },
  RELEASE_TAMPERED: { reason: 'The release list was changed after it was signed.', remedy: askHeadOffice },
  RELEASE_OF_OTHER_CHANNEL: { reason: 'The release list is for another kind of machine.', remedy: askHeadOffice },
  RELEASE_ROLLED_BACK: { reason: 'The release list is older than one that was trusted before.', remedy: askHeadOffice },
  RELEASE_EXPIRED: {
    reason: 'The release list has expired.',
    remedy: 'Check the clock of this machine. If it is right, head office has to sign the release again.',
  },
  RELEASE_DATED_AHEAD: {
    reason: 'The release list is dated in the future.',
    remedy: 'Check the clock of this machine. If it is right, head office has to sign the release again.',
  },
  RELEASE_OUT_OF_BOUNDS: {
    reason: 'The release list is valid for longer, or counts further, than any release may.',
    remedy: askHeadOffice,
  },
  NO_PACKAGE: { reason: 'The release has no package for this machine.', remedy: askHeadOffice },
  DOWNLOAD_FAILED: {
    reason: 'The update could not be downloaded.',
    remedy: 'Check the network and the space on the disk. The agent tries again by itself.',
  },
  PACKAGE_MISMATCH: { reason: 'The package is not the one that was signed.', remedy: askHeadOffice },
  INSTALL_FAILED: {
    reason: 'The update could not be installed.',
    remedy: 'Check that the user who runs the program may replace it, and the space on the disk.',
  },
  FEED_FROZEN: {
    reason: 'No valid release was received for a week. Somebody may be holding updates back.',
    remedy: 'Check that the till reaches the server that updates come from, and that head office signs releases.',
  },
  BELOW_FLOOR: {
    reason: 'This version was withdrawn by head office.',
    remedy: 'Let the till update: remove a pause or a pin from the settings, and leave the till switched on.',
  },
  NO_WAY_BACK: {
    reason: 'The new version does not work properly, and the previous one could not be restored.',
    remedy: 'Install the previous version by hand.',
  },
  RECORD_DAMAGED: {
    reason: 'The record of updates was damaged. It was set aside as updates.damaged-….json, and a new one was begun.',
    remedy: 'Find out why, keep that file for whoever looks into it, and move it out of the data directory.',
  },
  RECORD_UNWRITABLE: {
    reason: 'The progress of an update cannot be saved, so no update is started.',
    remedy: 'Check that the data directory belongs to this user and has space left.',
  },
}
