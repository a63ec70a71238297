import { isDeepStrictEqual } from 'node:util'
import { joseSigner } from '#adapters/system/joseSigner.ts'
import { Secret } from '#core/base/secret.ts'
import type { Report, SignedReport } from './report.ts'

/** Signs with the key of the till that a certification runs on, which ends with it. */
export async function signReport(report: Report): Promise<SignedReport> {
  const key = await joseSigner.makeKey('ES256')
  const signature = await joseSigner.sign(key, 'certification', { ...report })
  return { report, signature, publicKey: await joseSigner.publicKey(key) }
}

/** Whether nothing of a report has been changed since it was signed. */
export async function isUnchanged({ report, signature, publicKey }: SignedReport): Promise<boolean> {
  try {
    const key = new Secret(JSON.stringify(publicKey))
    const signed = await joseSigner.verify(key, 'certification', signature)
    return isDeepStrictEqual(signed, { ...report })
  } catch {
    // What is no key or no text cannot be checked.
    return false
  }
}
