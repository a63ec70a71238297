/** What lies in a folder, as the system says. */
export interface SeenFile {
  name: string
  /** Where the bytes of its name are no UTF-8, as old programs write them: no text opens it. */
  rawName?: Uint8Array
  kind: 'file' | 'folder' | 'link' | 'other'
  bytes: number
  modifiedMs: number
  /** Of the file itself, whatever its name: device and number. */
  identity: string
  /** Names that the file has. */
  links: number
  /** Of this user, or of the folder's owner. */
  isOwn: boolean
}

/** A file that was moved to `sending`. */
export interface Claimed {
  id: string
  /** Its name in the folder. */
  name: string
}

/**
 * A folder where POS software leaves files. The agent keeps `sending`, `sent` and `refused` in it. Moves are within one disk, so
 * each has happened or has not.
 *
 * @throws Fault `DROP_FOLDER_UNUSABLE` from every call
 */
export interface DropFolder {
  /** Makes what is missing of the three folders. */
  prepare(): Promise<void>
  list(): Promise<SeenFile[]>
  claimed(): Promise<Claimed[]>
  /** Moves a file to `sending`. False where that cannot be done now: another program has it open, or it is gone. */
  claim(claimed: Claimed): Promise<boolean>
  /** A claimed file; `undefined` when it is gone. */
  look(claimed: Claimed): Promise<SeenFile | undefined>
  /** The whole of it; `changed` when it is no longer as it was seen, `unreadable` without the right. Follows no link. */
  read(claimed: Claimed, seen: SeenFile): Promise<Buffer | 'changed' | 'unreadable'>
  /** Puts a claimed file back that somebody has removed from `sending`. */
  restore(claimed: Claimed, bytes: Buffer): Promise<void>
  /** Moves it back to where the POS software left it. False where another file has its name by now, or it is gone. */
  release(claimed: Claimed): Promise<boolean>
  /**
   * Moves a claimed file on, and puts the note beside it. Where its name is taken there, the id goes before it. One that is gone
   * already is no error.
   */
  settle(claimed: Claimed, into: 'sent' | 'refused', note: string): Promise<void>
  /** How many files lie in `refused`, notes left out. */
  refusedCount(): Promise<number>
  /** As `settle`, of what lies in the folder itself and was not claimed. */
  refuse(file: Claimed & Pick<SeenFile, 'rawName'>, note: string): Promise<void>
}

export interface DropFolders {
  at(path: string): DropFolder
}
