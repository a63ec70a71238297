import { userInfo } from 'node:os'

/** The operating system's name of the user who runs this process, or `uid-1000` where the user has no name. */
export function osUser(): string {
  try {
    return userInfo().username
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`
  }
}
