import type { DropProblem } from '#contract/drops/drop.ts'
import type { DropFile, FileState, OpenFile, Proof } from './file.ts'
import { DropServerError, type DropSession } from './server.ts'
import { begun, type Moment, outrun, sent, uploaded } from './transitions.ts'

/** What the server has is not what was sent, or cannot be put there. */
export class UploadProblem extends Error {
  readonly problem: DropProblem

  constructor(problem: DropProblem) {
    super(problem)
    this.problem = problem
  }
}

interface Deps {
  session: DropSession
  moment(): Moment
  /** Stores the state before the next step. @throws Fault `OUTBOX_UNAVAILABLE` */
  keep(state: FileState): Promise<void>
}

/** Nobody but the agent knows it. */
export function temporaryName({ id }: Pick<DropFile, 'id'>): string {
  return `.${id}.part`
}

/**
 * Brings one file to the server: under a temporary name, looked at, then under its own. After a kill at any step it goes on so
 * that one whole file is there.
 *
 * @param to the address of the server
 * @param contents asked for when they are needed
 * @returns the state that the file has then
 * @throws UploadProblem · DropServerError · Fault `OUTBOX_UNAVAILABLE`
 */
export async function upload(
  file: OpenFile,
  to: string,
  contents: () => Promise<Buffer>,
  { session, moment, keep }: Deps,
): Promise<FileState> {
  const temporary = temporaryName(file)
  let state: FileState & { name: 'renaming' }
  if (file.state.name === 'renaming' && file.state.to === to) {
    state = file.state
    // The rename had been asked for; its answer may have been lost.
    if ((await session.sizeOf(temporary)) === undefined) {
      await checkFolder(session)
      return sent(state, moment().now)
    }
  } else {
    if ((await session.sizeOf(file.name)) !== undefined) throw new UploadProblem('name-taken')
    await keep(begun(file.state, moment().now))
    await session.write(temporary, await contents())
    state = uploaded(file.state, await proofOf(file, temporary, session), to, moment().now)
    await keep(state)
  }
  // Asked once more: the upload may have taken long, and servers of FTP overwrite.
  if ((await session.sizeOf(file.name)) !== undefined) return outrun(state, moment())
  try {
    await session.rename(temporary, file.name)
  } catch (thrown) {
    // An answer, so it did not happen. What is at the server now is unknown, and its absence would say nothing.
    if (isAnswer(thrown)) await keep(begun(state, moment().now))
    throw thrown
  }
  if ((await session.sizeOf(temporary)) !== undefined) throw new UploadProblem('differs')
  return sent(state, moment().now)
}

/** In a folder that is not there, or not mounted, no file has any name. @throws DropServerError */
async function checkFolder(session: DropSession): Promise<void> {
  if (!(await session.hasFolder())) throw new DropServerError('refused', 'The folder at the server is gone.')
}

function isAnswer(thrown: unknown): boolean {
  return thrown instanceof DropServerError && thrown.problem !== 'unreachable'
}

/** @throws UploadProblem when the server has something else */
async function proofOf({ bytes, digest }: DropFile, temporary: string, session: DropSession): Promise<Proof> {
  if ((await session.sizeOf(temporary)) !== bytes) throw new UploadProblem('differs')
  const found = await session.digestOf(temporary)
  if (found === undefined) return 'size'
  if (found !== digest) throw new UploadProblem('differs')
  return 'checksum'
}
