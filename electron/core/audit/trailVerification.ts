import type { AuditVerdict } from '#contract/audit.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { ChainCheck, type ChainEnd, type SignedRow } from './auditChain.ts'
import type { AuditStore } from './auditTrail.ts'
import type { HeadSigner } from './headSignatures.ts'
import type { Retention } from './retention.ts'

interface Deps {
  store: AuditStore
  clock: Clock
  retention: Retention
  signer: HeadSigner | undefined
}

/** Rows verified before requests get their turn: a few milliseconds' work. */
const verifyBatch = 500

/**
 * Verifies the rows up to the present head, and the first and the last signature: the last covers all that comes before it.
 *
 * @throws Fault `AUDIT_UNAVAILABLE`
 */
export async function verifyTrail(deps: Deps, expectedHash: string | undefined): Promise<AuditVerdict> {
  const { store, clock, retention } = deps
  const ends = store.ends()
  const beyondHead = store.after(ends.head.sequence, 1)
  const check = new ChainCheck(ends, { retention, now: clock.now(), expectedHash })
  let at = ends.anchor.sequence
  for (;;) {
    const rows = store.after(at, verifyBatch).filter(({ sequence }) => sequence <= ends.head.sequence)
    if (rows.length === 0) break
    for (const row of rows) if (!check.add(row)) return check.verdict()
    at = rows.at(-1)?.sequence ?? at
    await new Promise<void>((resolve) => clock.after(0, resolve))
  }
  for (const row of beyondHead) check.add(row)
  const verdict = check.verdict()
  return verdict.intact ? withSignatures(verdict, check.signedRows, deps) : verdict
}

/** A keychain that cannot be opened leaves the signatures out: the chain is verified all the same. */
async function withSignatures(
  verdict: AuditVerdict & { intact: true },
  signedRows: readonly SignedRow[],
  { store, signer }: Deps,
): Promise<AuditVerdict> {
  if (!signer) return verdict
  try {
    const signed: ChainEnd[] = []
    for (const row of new Set([signedRows[0], signedRows.at(-1)])) {
      if (!row) continue
      const end = await signer.read(row.token)
      if (!end)
        return { intact: false, sequence: row.sequence, reason: `Row ${row.sequence} was not signed by this till.` }
      if (!isIn(store, end, row)) return otherRow(row, end)
      signed.push(end)
    }
    const [first, last = first] = signed
    const signedHead = await signer.sign({ sequence: verdict.lastSequence, hash: verdict.lastHash })
    return { ...verdict, signedHead, ...(first && last && { signed: { from: first.sequence, upTo: last.sequence } }) }
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code !== 'AUDIT_UNAVAILABLE') return verdict
    throw thrown
  }
}

/** Whether the signed row stands before the signature, or was pruned since. */
function isIn(store: AuditStore, { sequence, hash }: ChainEnd, signedBy: SignedRow): boolean {
  if (sequence >= signedBy.sequence) return false
  const { anchor } = store.ends()
  if (sequence < anchor.sequence) return true
  return sequence === anchor.sequence ? hash === anchor.hash : store.after(sequence - 1, 1)[0]?.hash === hash
}

function otherRow({ sequence }: SignedRow, signed: ChainEnd): AuditVerdict {
  return {
    intact: false,
    sequence,
    reason: `Row ${sequence} signs another row ${signed.sequence} than the one that is there.`,
  }
}
