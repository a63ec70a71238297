import { type DropFile, isOpen } from '#core/drops/file.ts'
import type { DropStore } from '#core/drops/store.ts'
import type { Sealed } from '#core/outbox/store.ts'

/** Files of drops that end with the process: for tests. */
export function createMemoryDrops(): DropStore {
  const files = new Map<string, { file: DropFile; contents: Sealed | undefined }>()
  return {
    isUsed: () => files.size > 0,
    load: async () => [...files.values()].map(({ file }) => file),
    append: async (file, contents) => void files.set(file.id, { file, contents }),
    update: async (file) => {
      const contents = isOpen(file) ? files.get(file.id)?.contents : undefined
      if (files.has(file.id)) files.set(file.id, { file, contents })
    },
    read: async (id) => files.get(id)?.contents,
    remove: async (ids) => {
      for (const id of ids) files.delete(id)
    },
  }
}
