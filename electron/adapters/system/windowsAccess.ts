import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DataAccess } from '#core/diagnostics/diagnostics.ts'
import { outputOf, windowsCommand } from './systemCommand.ts'

type Run = typeof outputOf

/**
 * Who may write in a directory by its access control list, as `icacls /save` writes it: in SDDL, which names users by their
 * ids, in no language.
 */
export async function accessOnWindows(directory: string, run: Run = outputOf): Promise<DataAccess> {
  const folder = mkdtempSync(join(tmpdir(), 'till-agent-'))
  try {
    const file = join(folder, 'acl')
    const user = /"(S-1-[\d-]+)"/.exec(await run(windowsCommand('whoami.exe'), ['/user', '/fo', 'csv', '/nh']))?.[1]
    await run(windowsCommand('icacls.exe'), [directory, '/save', file])
    const sddl = readFileSync(file, 'utf16le')
      .split(/\r?\n/)
      .find((line) => line.startsWith('D:'))
    if (user === undefined || sddl === undefined) return { kind: 'unknown', directory, code: 'NO_ACL' }
    const writers = otherWriters(sddl, user)
    return writers.length > 0 ? { kind: 'shared', directory, writers } : { kind: 'own' }
  } catch (thrown) {
    const { code = 'UNKNOWN' } = thrown as NodeJS.ErrnoException
    return { kind: 'unknown', directory, code: String(code) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Whose rights do not count: SYSTEM and administrators of the machine and of its domain, who can do everything anyway, and the
 * owner's placeholders. By their names in SDDL (MS-DTYP 2.5.1.1) and by their ids.
 */
const trusted = new Set(['SY', 'BA', 'LA', 'DA', 'EA', 'CO', 'OW', 'S-1-5-18', 'S-1-5-32-544', 'S-1-3-0', 'S-1-3-4'])
/** The service that installs Windows. */
const trustedInstaller = /^S-1-5-80-956008885-/
const administratorOfMachine = /^S-1-5-21-[\d-]+-500$/

/** To add files, replace or remove those of others, or change the rights themselves (winnt.h). */
const writingRights = 0x2 | 0x40 | 0x1_0000 | 0x4_0000 | 0x8_0000 | 0x1000_0000 | 0x4000_0000
/** Rights that SDDL writes as two letters and that allow one of these. */
const writingNames = new Set(['GA', 'GW', 'FA', 'FW', 'WD', 'WO', 'SD', 'DC', 'DT'])

/**
 * Users and groups, as SDDL names them, that may write; without this user and whoever can do everything anyway.
 *
 * @param sddl such as `D:PAI(A;OICI;FA;;;SY)(A;OICI;0x1301bf;;;BU)`; without a list everybody may write
 * @param user the id of this user
 */
export function otherWriters(sddl: string, user: string): string[] {
  if (!sddl.startsWith('D:') || sddl.includes('NO_ACCESS_CONTROL')) return ['WD']
  const entries = sddl.split('(').slice(1)
  const writers = entries.flatMap((entry) => {
    const [type = '', flags = '', rights = '', , , rest = ''] = entry.split(';')
    const who = rest.split(')')[0] ?? ''
    return isAllowing(type) && !isForChildrenOnly(flags) && mayWrite(rights) && !isTrusted(who, user) ? [who] : []
  })
  return [...new Set(writers)]
}

function isAllowing(type: string): boolean {
  return type === 'A' || type === 'XA'
}

/** An entry that holds for files in the directory counts as well: settings.json is one of them. */
function isForChildrenOnly(flags: string): boolean {
  return pairsOf(flags).includes('IO') && !pairsOf(flags).includes('OI')
}

function mayWrite(rights: string): boolean {
  if (rights.startsWith('0x')) return (Number(rights) & writingRights) !== 0
  return pairsOf(rights).some((name) => writingNames.has(name))
}

function pairsOf(letters: string): string[] {
  return letters.match(/../g) ?? []
}

function isTrusted(who: string, user: string): boolean {
  return who === user || trusted.has(who) || trustedInstaller.test(who) || administratorOfMachine.test(who)
}
