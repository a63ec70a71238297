import { outputOf } from './systemCommand.ts'

const id = '/usr/bin/id'
const getent = '/usr/bin/getent'
const dscl = '/usr/bin/dscl'

/** The name of a user; `uid-1000` where the system has none. */
export async function userNameOf(uid: number): Promise<string> {
  const name = await outputOf(id, ['-nu', String(uid)]).catch(() => '')
  return /^[^\s/]{1,64}$/.test(name.trim()) ? name.trim() : `uid-${uid}`
}

/** The number of a group; `undefined` where there is none of that name. */
export async function groupIdOf(name: string, platform = process.platform): Promise<number | undefined> {
  const [command, ...args] =
    platform === 'darwin' ? [dscl, '.', '-read', `/Groups/${name}`, 'PrimaryGroupID'] : [getent, 'group', name]
  const output = await outputOf(command as string, args).catch(() => '')
  const pattern = platform === 'darwin' ? /^PrimaryGroupID: (\d{1,10})\s*$/ : /^[^:]*:[^:]*:(\d{1,10}):/
  const [, number] = pattern.exec(output) ?? []
  return number === undefined ? undefined : Number(number)
}
