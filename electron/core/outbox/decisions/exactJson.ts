import { parseJson } from '#core/base/parseJson.ts'

/** A number as it was written: `99.50` and numbers of twenty digits come out as they went in. */
interface RawNumber {
  readonly rawJSON: string
}

/** Of the language since ECMAScript 2026; the library's types do not have it yet. */
const { rawJSON, isRawJSON, parse } = JSON as unknown as {
  rawJSON(text: string): RawNumber
  isRawJSON(value: unknown): value is RawNumber
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown
}

export type JsonPath = readonly (string | number)[]

/** A JSON document of which single values are read and replaced, while every other stays as it was written. */
export class ExactJson {
  readonly #root: unknown

  private constructor(root: unknown) {
    this.#root = root
  }

  /** `undefined` for what `parseJson` does not read. */
  static parse(text: string): ExactJson | undefined {
    if (parseJson(text) === undefined) return undefined
    return new ExactJson(parse(text.startsWith('\ufeff') ? text.slice(1) : text, keepNumber))
  }

  /** The text or the number there; `undefined` where neither is. */
  textAt(path: JsonPath): string | undefined {
    let value = this.#root
    for (const key of path) value = isContainer(value) && Object.hasOwn(value, key) ? value[key] : undefined
    if (isRawJSON(value)) return value.rawJSON
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }

  /** A number stays a number where the new text is one. Objects on the way are made; `undefined` where something else is. */
  with(path: JsonPath, text: string): ExactJson | undefined {
    const changed = replaced(this.#root, path, text)
    return changed === undefined ? undefined : new ExactJson(changed)
  }

  toString(): string {
    return JSON.stringify(this.#root)
  }
}

function keepNumber(_: string, value: unknown, { source }: { source?: string }): unknown {
  return typeof value === 'number' && source !== undefined && source !== String(value) ? rawJSON(source) : value
}

function replaced(value: unknown, path: JsonPath, text: string): unknown {
  const [key, ...rest] = path
  if (key === undefined) return isContainer(value) ? undefined : scalar(value, text)
  const container = value ?? {}
  if (!isContainer(container)) return undefined
  const inner = replaced(Object.hasOwn(container, key) ? container[key] : undefined, rest, text)
  if (inner === undefined) return undefined
  if (!Array.isArray(container)) return { ...container, [key]: inner }
  return typeof key === 'number' && key < container.length ? container.with(key, inner) : undefined
}

function scalar(before: unknown, text: string): unknown {
  const isNumber = typeof before === 'number' || isRawJSON(before)
  return isNumber && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? rawJSON(text) : text
}

function isContainer(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && !isRawJSON(value)
}
