import type { KeyObject } from 'node:crypto'
import type { Random } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'
import { makeEnrolmentCode } from '#core/fleet/enrolmentCode.ts'
import { contentOf, Pack, packKind } from '#core/fleet/pack.ts'
import { divideSetup } from '#core/fleet/packContents.ts'
import { sealToCode, sealToTill } from '#core/fleet/sealedBox.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import type { ScryptCost } from '#core/settings/managerPin.ts'
import { publicPartOf, signedText } from '#core/signing/signatures.ts'
import type { PackInput } from './packSource.ts'

export interface PackAbout {
  counter: number
  /** Wall clock. */
  now: number
  lifetimeMs: number
  /** Sign the pack. */
  privateKeys: readonly KeyObject[]
  /** Public keys that the till trusts from then on, where those are not the ones that sign. */
  trustedKeys?: readonly string[] | undefined
  /** The public key of the till to which the secrets are sealed, in place of a code. */
  tillKey?: string | undefined
  random: Random
  schemes: ReadonlyMap<string, Scheme>
  codeCost?: ScryptCost | undefined
}

export interface MadePack {
  till: string
  /** The file. */
  text: string
  /** Absent where the secrets are sealed to the till. */
  code: string | undefined
}

/** One till's pack, and the code that opens it. */
export async function makePack(
  { till, pin, telemetryHeaders, settings, file }: PackInput,
  about: PackAbout,
): Promise<MadePack> {
  const { counter, now, lifetimeMs, privateKeys, trustedKeys, tillKey, random, schemes, codeCost } = about
  const { setup, secrets } = divideSetup(file, { pin, telemetryHeaders }, schemes)
  const keys = trustedKeys ?? privateKeys.map((key) => publicPartOf(key).key)
  const content = {
    format: 1 as const,
    counter,
    releasedAt: now,
    expiresAt: now + lifetimeMs,
    till,
    keys,
    setup,
    settings,
  }
  const shown = contentOf(JSON.stringify(content))
  const code = tillKey === undefined ? makeEnrolmentCode(random) : undefined
  const sealed =
    code === undefined
      ? sealToTill(secrets, shown, tillKey ?? '', random)
      : await sealToCode(secrets, shown, new Secret(code), random, codeCost)
  const pack = { ...content, sealed }
  Pack.parse(pack)
  return { till, code, text: signedText(packKind.name, packKind.context, pack, privateKeys) }
}
