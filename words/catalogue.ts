import type { en } from './en/en.ts'

/**
 * The plural forms of each language that has a catalogue, or gets one: the cardinal categories of CLDR, as `Intl.PluralRules`
 * names them. A test compares them.
 */
export interface PluralForms {
  en: 'one' | 'other'
  ar: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
  de: 'one' | 'other'
  fr: 'one' | 'many' | 'other'
  es: 'one' | 'many' | 'other'
  'pt-BR': 'one' | 'many' | 'other'
  it: 'one' | 'many' | 'other'
  nl: 'one' | 'other'
  hi: 'one' | 'other'
  id: 'other'
  th: 'other'
  'zh-Hans': 'other'
}

declare const untranslated: unique symbol

/** An English sentence that other languages may still lack. */
export type Later<Text extends string> = Text & { readonly [untranslated]: true }

/**
 * Marks an English sentence that is newer than the translations: until the mark is taken away, a language without it shows it in
 * English. A release has none.
 */
export function later<const Text extends string>(text: Text): Later<Text> {
  return text as Later<Text>
}

/** One key of the English catalogue as a language has it: `x_one` and `x_other` stand for the forms of that language. */
type KeyIn<Language extends keyof PluralForms, Key> = Key extends `${string}_one`
  ? never
  : Key extends `${infer Plural}_other`
    ? `${Plural}_${PluralForms[Language]}`
    : Key

type TextIn<Language extends keyof PluralForms, Part> = Part extends string ? string : Words<Language, Part>

/** A part of the English catalogue in another language: the same keys with any text, and every plural form of that language. */
export type Words<Language extends keyof PluralForms, Part = typeof en> = {
  readonly [Key in keyof Part as Part[Key] extends Later<string> ? never : KeyIn<Language, Key>]: TextIn<
    Language,
    Part[Key]
  >
} & {
  readonly [Key in keyof Part as Part[Key] extends Later<string> ? KeyIn<Language, Key> : never]?: string
}
