import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import { formats, localeOf } from '#words/format.ts'

/** The window's language as the store's country writes it. */
export function useLocale(): string {
  const { i18n } = useTranslation()
  const { data: settings } = useQuery(calls.settings.list.queryOptions())
  const country = settings?.find(({ name }) => name === 'store.country')?.value
  return localeOf(i18n.language, country === undefined ? undefined : String(country), navigator.languages)
}

/** `formats` for that language. */
export function useFormats() {
  const locale = useLocale()
  return useMemo(() => formats(locale), [locale])
}
