import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

/** Folders that are told apart: `electron/core/broker`, `node_modules/zod`. */
const maxDepth = 3

/** Finds the source folder of a place in a built file by the source map that lies beside it. */
export class SourceFolders {
  readonly #maps = new Map<string, SourceMap | undefined>()

  /** @param url of the built file @param line counted from 0, as is the column @returns `undefined` without a source map */
  folderOf(url: string, line: number, column: number): string | undefined {
    const entry = this.#mapOf(url)?.findEntry(line, column)
    return entry && 'originalSource' in entry ? folderIn(entry.originalSource) : undefined
  }

  #mapOf(url: string): SourceMap | undefined {
    if (!this.#maps.has(url)) this.#maps.set(url, readMap(url))
    return this.#maps.get(url)
  }
}

function readMap(url: string): SourceMap | undefined {
  const file = url.startsWith('file:') ? `${fileURLToPath(url)}.map` : ''
  return existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

/** @param source relative to the built file: such as `../../electron/core/broker/broker.ts` */
export function folderIn(source: string): string {
  const parts = source.split('/').filter((part) => part !== '..' && part !== '.')
  return parts.slice(0, Math.min(maxDepth, parts.length - 1)).join('/')
}
