import { userInfo } from 'node:os'

/** Whose process this is. In a container the number may have no name. */
export function osUser(): string {
  try {
    return userInfo().username
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`
  }
}
