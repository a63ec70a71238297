import { describe, expect, test } from 'vitest'
import { diskFolders } from '#adapters/drops/diskFolders.ts'
import type { DropFolder } from '#core/drops/folder.ts'
import { DropShop } from '#test/support/dropShop.ts'
import { strideOf } from '#test/support/sample.ts'

const never = new Promise<never>(() => {})

/** Dies before or after its nth step: of the folder, of the store and of the server, counted together. */
class Doom {
  #left: number
  readonly #when: 'before' | 'after'
  readonly died = Promise.withResolvers<void>()
  #isDead = false

  constructor(nth: number, when: 'before' | 'after') {
    this.#left = nth
    this.#when = when
  }

  async step<Result>(act: () => Promise<Result>): Promise<Result> {
    if (this.#isDead) return never
    this.#left -= 1
    if (this.#left !== 0) {
      const result = await act()
      return this.#isDead ? never : result
    }
    this.#isDead = true
    if (this.#when === 'after') await act()
    this.died.resolve()
    return never
  }

  /** The same object, whose calls are steps. */
  over<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const value = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          const call = () => value.apply(target, args)
          return name === 'isUsed' ? call() : this.step(call)
        }
      },
    })
  }
}

/** More than one file takes. */
const maxSteps = 60

describe('an agent that is killed in the middle of a step', () => {
  test.each(['before', 'after'] as const)(
    '%s it: each file is at the server once, whole, and in "sent"',
    async (when) => {
      let last = 0
      for (let nth = 1; nth <= maxSteps; nth += strideOf(7)) {
        last = nth
        const shop = new DropShop()
        const doom = new Doom(nth, when)
        const { connect } = shop.server
        shop.server.connect = async (...args) => doom.over(await connect(...args))
        const folder: DropFolder = doom.over(diskFolders.at(shop.folder))
        shop.start({ store: doom.over(shop.store), folder })
        shop.leave('A.csv', 'of the first customer')
        shop.leave('B.csv', 'of the second customer')
        const isOver = await Promise.race([shop.look(3).then(() => true), doom.died.promise.then(() => false)])
        // As the system does with the process: nothing of it goes on.
        shop.server.connect = connect
        shop.start()
        await shop.look(4, 10 * 60_000)

        expect({ nth, files: shop.atServer() }).toEqual({
          nth,
          files: { 'A.csv': 'of the first customer', 'B.csv': 'of the second customer' },
        })
        expect(Object.fromEntries(shop.server.named)).toEqual({ 'A.csv': 1, 'B.csv': 1 })
        expect({ nth, left: [...shop.in('.'), ...shop.in('sending'), ...shop.in('refused')] }).toEqual({
          nth,
          left: [],
        })
        expect(shop.in('sent').filter((name) => !name.endsWith('.note.txt'))).toEqual(['A.csv', 'B.csv'])
        if (isOver) break
      }
      // The last one outlived all steps.
      expect(last).toBeGreaterThan(25)
      expect(last).toBeLessThan(maxSteps)
    },
  )
})
