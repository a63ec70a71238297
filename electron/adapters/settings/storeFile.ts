import { writeWholeFile } from '#adapters/system/wholeFile.ts'

/**
 * A JSON file as `electron-store` finds, reads and formats it. It writes with `atomically`, which renames a file that the disk
 * has taken only a part of and stops the event loop for a second while a virus scanner holds the file, and it takes no other
 * writer. So `writeStoreFile` writes.
 */
export interface StoreFile {
  readonly path: string
  /** Reading it reads the file. */
  readonly store: unknown
}

/** @throws SyntaxError when the file is there and is no JSON · a system error */
export type OpenStoreFile = (directory: string, name: string) => StoreFile

/** Both hosts share the files, so both open them with these options. */
export const storeFileOptions = {
  fileExtension: 'json',
  configFileMode: 0o600,
  accessPropertiesByDotNotation: false,
  deserialize: parseStore,
} as const

/** Editors of Windows put a byte order mark before a text that they save. @throws SyntaxError */
export function parseStore(text: string): Record<string, unknown> {
  return JSON.parse(text.replace(/^\uFEFF/, ''))
}

/** @throws a system error; the file is as it was then */
export function writeStoreFile(path: string, value: unknown): void {
  // With the tab of `electron-store`.
  writeWholeFile(path, JSON.stringify(value, undefined, '\t'))
}
