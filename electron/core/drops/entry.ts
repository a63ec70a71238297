import { DropCommon, type DropEntry, type DropFileView, type DropView } from '#contract/drops/drop.ts'
import { readDropTarget } from '#contract/drops/target.ts'
import { Fault } from '#core/base/fault.ts'
import { type Issue, invalid } from '#core/base/inputIssues.ts'
import type { StoredDrop } from '#core/settings/settings.ts'
import { type DropFile, isOpen } from './file.ts'
import { credentialOf } from './secrets.ts'
import { type DropCredential, DropServerError } from './server.ts'
import type { WorkerProblem } from './worker.ts'

/** @param at path of the entry in a larger document @throws Fault `INVALID_INPUT` */
export function parseDropEntry(
  entry: DropEntry,
  now: number,
  at = '',
): { drop: StoredDrop; credential: DropCredential } {
  const { password, key, keyPassword, ...rest } = entry
  const isSftp = readDropTarget(entry.to)?.kind === 'sftp'
  const issues: Issue[] = []
  const wrong = (name: string, message: string) => issues.push({ path: at ? `${at}.${name}` : name, message })
  if (password === undefined && key === undefined) wrong('password', 'is missing, and so is a key')
  if (password !== undefined && key !== undefined) wrong('key', 'stands beside a password: give one of them')
  if (key !== undefined && !isSftp) wrong('key', 'goes with sftp: alone')
  if (keyPassword !== undefined && key === undefined) wrong('keyPassword', 'is given without a key')
  if (isSftp && entry.fingerprint === undefined)
    wrong('fingerprint', 'is missing: it tells the server from another; "ssh-keygen -lf" shows it at the server')
  if (isSftp && entry.caFile !== undefined) wrong('caFile', 'goes with ftps: alone')
  if (!isSftp && entry.proxy !== undefined && entry.proxy !== 'direct')
    wrong('proxy', 'goes with sftp: alone: the data connections of FTP go by no proxy')
  if (issues.length > 0) throw invalid(issues)
  return {
    drop: { ...DropCommon.parse(rest), createdAt: now },
    credential: credentialOf({ password, key, keyPassword }),
  }
}

/** A failure at the server as a fault. */
export function serverFault(thrown: unknown): unknown {
  if (!(thrown instanceof DropServerError)) return thrown
  const { problem, detail, fingerprint = '' } = thrown
  if (problem === 'unreachable') return new Fault('DROP_SERVER_UNREACHABLE', detail)
  if (problem === 'untrusted') return new Fault('DROP_SERVER_UNTRUSTED', detail, { fingerprint })
  return new Fault('DROP_SERVER_REFUSED', detail)
}

export function dropView(
  drop: StoredDrop,
  files: readonly DropFile[],
  worker: { problem: WorkerProblem | undefined; refused: number } | undefined,
): DropView {
  const open = files.filter(isOpen)
  const sentAt = files.flatMap(({ state }) => (state.name === 'sent' ? [state.since] : []))
  const [oldest] = open
  const problem = worker?.problem
  return {
    ...{ ...drop, waiting: open.length, sent: sentAt.length, refused: worker?.refused ?? 0 },
    ...(oldest && { oldestAt: oldest.createdAt }),
    ...(sentAt.length > 0 && { lastSentAt: Math.max(...sentAt) }),
    ...(problem && { problem: problem.problem, reason: problem.detail }),
  }
}

export function dropFileView({ id, drop, name, bytes, createdAt, expiresAt, state }: DropFile): DropFileView {
  return {
    ...{ id, drop, file: name, bytes, state: state.name, since: state.since, createdAt, expiresAt },
    ...('problem' in state && state.problem !== undefined && { problem: state.problem }),
    ...('proof' in state && state.name === 'sent' && { proof: state.proof }),
  }
}

export function dropInUse(name: string, files: number): Fault<'DROP_IN_USE'> {
  const waiting = files === 1 ? 'A file waits' : `${files} files wait`
  return new Fault('DROP_IN_USE', `${waiting} to be sent from "${name}".`, { files })
}
