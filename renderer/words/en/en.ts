import { shell } from './shell.ts'

/** Every word of the window, by screen. Other languages have the same shape: `Words`. */
export const en = { shell }

/** The same keys, with texts of their own. */
export type Words<Part = typeof en> = {
  readonly [Key in keyof Part]: Part[Key] extends string ? string : Words<Part[Key]>
}
