const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk space of this user is used up',
  EFBIG: 'the file would be too large for this disk',
  EROFS: 'the disk can only be read',
  EIO: 'the disk fails',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EBUSY: 'another program holds the file',
  ENOENT: 'the directory is gone',
  ENOTDIR: 'a file lies where a directory should be',
  EISDIR: 'a directory lies where a file should be',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
}

/** Windows has one code for a file that another program holds and for one without the right. */
const heldOrForbidden = 'another program holds the file, or this user may not write there'

const reasonsOnWindows: Record<string, string> = { ...reasons, EACCES: heldOrForbidden, EPERM: heldOrForbidden }

/** Why the system did not write, for a person, with the code for whoever looks into it: `the disk is full (ENOSPC)`. */
export function writeFailure(thrown: unknown, platform = process.platform): string {
  const { code = 'UNKNOWN' } = thrown as NodeJS.ErrnoException
  const reason = (platform === 'win32' ? reasonsOnWindows : reasons)[code]
  return reason === undefined ? code : `${reason} (${code})`
}
