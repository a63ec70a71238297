import { realpathSync } from 'node:fs'
import { isAbsolute, relative } from 'node:path'

/**
 * The AppImage that this process runs from. The variables alone say nothing: a program that starts others and is an AppImage
 * itself, such as the POS, hands its own down to them. So the process has to run from within the folder that is named.
 */
export function ownAppImage(program = process.execPath, env = process.env): string | undefined {
  const { APPIMAGE: appImage = '', APPDIR: mount = '' } = env
  if (!isAbsolute(appImage) || !isAbsolute(mount)) return undefined
  return isBelow(realPath(program), realPath(mount)) ? appImage : undefined
}

/** The variables without those that the runtime of an AppImage sets: they describe this process and no program it starts. */
export function withoutAppImage(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { APPIMAGE: _, APPDIR: __, ARGV0: ___, OWD: ____, ...others } = env
  return others
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith('../') && !isAbsolute(way)
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
