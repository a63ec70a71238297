import type { UpdateProblem, UpdateProblemCode } from '../../contract/update.ts'

/** Why an update does not go on. Nobody asked for it, so it is shown in the status, not answered with. */
export class UpdateStopped extends Error {
  override readonly name = 'UpdateStopped'
  readonly code: UpdateProblemCode
  /** What the machine said, for the log. */
  readonly detail: string

  constructor(code: UpdateProblemCode, detail = '') {
    super(sentences[code].reason)
    this.code = code
    this.detail = detail
  }
}

export function problemOf(code: UpdateProblemCode): UpdateProblem {
  return { code, ...sentences[code] }
}

const askHeadOffice = 'Tell head office; nothing was installed, and the till works on as it is.'

const sentences: Record<UpdateProblemCode, { reason: string; remedy: string }> = {
  FEED_UNREACHABLE: {
    reason: 'The place updates come from did not answer.',
    remedy: "Check the store's network, or the setting updates.feed. It is tried again by itself.",
  },
  RELEASE_TOO_LARGE: { reason: 'The release list is larger than any can be.', remedy: askHeadOffice },
  RELEASE_MALFORMED: { reason: 'The release list cannot be read.', remedy: askHeadOffice },
  RELEASE_KEY_UNKNOWN: {
    reason: 'The release list is signed with a key that is not known here.',
    remedy: askHeadOffice,
  },
  RELEASE_TAMPERED: { reason: 'The release list was changed after it was signed.', remedy: askHeadOffice },
  RELEASE_OF_OTHER_CHANNEL: { reason: 'The release list is for another kind of machine.', remedy: askHeadOffice },
  RELEASE_ROLLED_BACK: { reason: 'The release list is older than one that was seen before.', remedy: askHeadOffice },
  RELEASE_EXPIRED: {
    reason: 'The release list is out of date.',
    remedy: 'Check the clock of this machine. If it is right, head office has to sign the release anew.',
  },
  NO_PACKAGE: { reason: 'The release has no package for this machine.', remedy: askHeadOffice },
  DOWNLOAD_FAILED: {
    reason: 'The update could not be downloaded.',
    remedy: 'Check the network and the space on the disk. It is tried again by itself.',
  },
  PACKAGE_MISMATCH: { reason: 'The package is not the one that was signed.', remedy: askHeadOffice },
  INSTALL_FAILED: {
    reason: 'The update could not be put in place.',
    remedy: 'Check that the program may be replaced by whoever runs it, and the space on the disk.',
  },
  FEED_FROZEN: {
    reason: 'No release in date was seen for a week. Somebody may be holding updates back.',
    remedy: 'Check that the till reaches the place updates come from, and that head office signs releases.',
  },
  BELOW_FLOOR: {
    reason: 'This version was withdrawn by head office.',
    remedy: 'Let the till update: end a pause or a pin in the settings, and leave it on.',
  },
  NO_WAY_BACK: {
    reason: 'The new version is not well, and the one before could not be brought back.',
    remedy: 'Install the version before by hand.',
  },
  RECORD_UNWRITABLE: {
    reason: 'What becomes of an update cannot be written down, so none is begun.',
    remedy: 'Check that the data directory is yours and has space left.',
  },
}
