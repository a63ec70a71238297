import { strToU8, zipSync } from 'fflate'
import type { Archive } from '../core/supportBundle.ts'

/** The same files make the same bytes: no entry says when it was made. A zip's time is local, and begins in 1980. */
export const createZip: Archive = (files) =>
  zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])), { mtime: new Date(1980, 0, 1) })
