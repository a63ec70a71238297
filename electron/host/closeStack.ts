import { systemClock } from '#adapters/system/systemClock.ts'
import { closeAll } from '#core/base/closeAll.ts'

/** Closes what was opened, in reverse order. */
export class CloseStack {
  readonly #closers: (() => unknown)[] = []

  /** @returns `resource` itself */
  add<Resource>(resource: Resource, close: (resource: Resource) => unknown): Resource {
    this.#closers.push(() => close(resource))
    return resource
  }

  /** Closes everything, even after a failure or a step that does not end; then throws the first failure. */
  async close(): Promise<void> {
    const failures = await closeAll(this.#closers.splice(0).reverse(), systemClock)
    if (failures.length > 0) throw failures[0]
  }

  /** Closes everything where something else is to be reported or done, whatever fails to close. */
  async closeAnyway(): Promise<void> {
    await this.close().catch(() => {})
  }
}
