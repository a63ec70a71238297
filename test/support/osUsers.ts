import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { built, type Ended, follow, type Started } from './command.ts'

/** A user of the system that no real person has, with the groups it is in. */
export interface OsUser {
  uid: number
  groups: number[]
  env: NodeJS.ProcessEnv
}

/** @param groups by name */
export function osUser(uid: number, groups: readonly string[], env: NodeJS.ProcessEnv): OsUser {
  return { uid, groups: groups.map(groupId), env }
}

function groupId(name: string): number {
  return Number(execFileSync('getent', ['group', name], { encoding: 'utf8' }).split(':')[2])
}

/** Whether this process can act as other users, and those can run Node and read this file's folder. */
export function canActAsOthers(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const look = `require('node:fs').readdirSync(${JSON.stringify(import.meta.dirname)})`
  const [command, ...args] = argumentsAs(osUser(61_000, [], {}), [process.execPath, '-e', look])
  return spawnSync(command as string, args, { cwd: '/' }).status === 0
}

/** Starts a program as another user; it is killed when its test has finished. */
export function startAs(user: OsUser, program: readonly string[]): Started {
  const [command, ...args] = argumentsAs(user, program)
  return follow(spawn(command as string, args, { env: user.env, stdio: 'pipe', cwd: '/' }))
}

/** Runs a command of the built agent as another user, to its end. */
export function runAs(user: OsUser, args: readonly string[]): Promise<Ended> {
  const started = startAs(user, [process.execPath, built, ...args])
  started.process.stdin.end()
  return started.ended
}

function argumentsAs({ uid, groups }: OsUser, program: readonly string[]): string[] {
  const ofGroups = groups.length === 0 ? ['--clear-groups'] : ['--groups', groups.join(',')]
  return ['/usr/bin/setpriv', '--reuid', String(uid), '--regid', String(uid), ...ofGroups, ...program]
}
