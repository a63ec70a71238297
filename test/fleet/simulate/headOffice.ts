import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DirectiveContents, emptyContents } from '#contract/fleet/directives.ts'
import { type Directives, directivesFile, directivesKind } from '#core/directives/directives.ts'
import type { Release } from '#core/releases/release.ts'
import { signingContext } from '#core/releases/releaseSignature.ts'
import type { Rings } from '#core/releases/rings.ts'
import { publicPartOf, signedText } from '#core/signing/signatures.ts'
import { makeOfficeKey } from '#test/support/packs.ts'
import { packageName } from './simulatedInstaller.ts'

const dayMs = 24 * 60 * 60_000
export const channel = 'latest-linux'

/** Signs releases and directives into the folder of the host. */
export class HeadOffice {
  readonly #folder: string
  readonly #now: () => number
  readonly #releases = makeOfficeKey()
  readonly #fleet = makeOfficeKey()
  #counter = 0
  #directives: Directives | undefined

  /** @param now the true time */
  constructor(folder: string, now: () => number) {
    this.#folder = folder
    this.#now = now
  }

  /** As tills trust it. */
  get releaseKeys(): Record<string, string> {
    const { keyId, key } = publicPartOf(this.#releases.privateKey)
    return { [keyId]: key }
  }

  get fleetKey(): string {
    return this.#fleet.key
  }

  /** The private key, as the guard reads it. */
  get releasePem(): string {
    return this.#releases.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  }

  get releaseFile(): string {
    return join(this.#folder, `${channel}.signed.json`)
  }

  /** @param counter the guard signs the same release again, with higher ones */
  release(version: string, counter: number, rings: Rings, urgent = false): void {
    const name = packageName(version)
    const bytes = Buffer.from(`program ${version}\n`.repeat(50))
    writeFileSync(join(this.#folder, name), bytes)
    const releasedAt = this.#now()
    const release: Release = {
      ...{ format: 1, channel, counter, version, floor: '1.0.0', rings, urgent },
      ...{ releasedAt, expiresAt: releasedAt + 30 * dayMs },
      files: [{ name, size: bytes.length, sha512: createHash('sha512').update(bytes).digest('base64') }],
    }
    writeFileSync(this.releaseFile, signedText('release', signingContext, release, [this.#releases.privateKey]))
  }

  /** What it leaves out is as in the file before. @returns its counter */
  direct(given: Partial<Pick<Directives, 'rings' | 'barred'> & DirectiveContents>): number {
    this.#counter += 1
    const releasedAt = this.#now()
    const before = this.#directives ?? { rings: { '*': 100 }, barred: [], ...emptyContents }
    const directives = {
      ...{ ...before, ...given },
      ...{ format: 1, channel: 'tills', counter: this.#counter },
      ...{ releasedAt, expiresAt: releasedAt + 30 * dayMs },
    } as Directives
    this.#directives = directives
    const { name, context } = directivesKind
    writeFileSync(
      join(this.#folder, directivesFile('tills')),
      signedText(name, context, directives, [this.#fleet.privateKey]),
    )
    return this.#counter
  }
}
