import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import type { SettingView } from '#contract/setting.ts'
import { nameOfSetting, valueInWords } from '#renderer/screens/settings/settingWords.ts'
import { en } from '#words/en/en.ts'
import { formats } from '#words/format.ts'

beforeAll(async () => {
  await i18next.init({
    resources: { en: { words: en } },
    defaultNS: 'words',
    lng: 'en',
    interpolation: { escapeValue: false },
  })
})

test.each([
  ['store.country', 'Country'],
  ['limits.queue', 'Requests that may wait for a cloud'],
  ['updates.pin', 'Stay on this version'],
  ['limits.constructor', 'limits.constructor'],
  ['new.setting', 'new.setting'],
])('the setting %s is called "%s"', (setting, name) => {
  expect(nameOfSetting(setting, i18next.t)).toBe(name)
})

test.each<[Partial<SettingView> & Pick<SettingView, 'kind'>, SettingView['value'], string]>([
  [{ kind: 'text' }, undefined, 'Not set'],
  [{ kind: 'text' }, '', 'Not set'],
  [{ kind: 'text' }, 'Corner shop', 'Corner shop'],
  [{ kind: 'country' }, 'IN', 'India'],
  [{ name: 'start.language', kind: 'text' }, 'ar', 'العربية'],
  [{ kind: 'number', unit: 'bytes' }, 64 * 1024 * 1024, '67.1 MB'],
  [{ kind: 'number', unit: 'milliseconds' }, 30_000, '30 seconds'],
  [{ kind: 'number', unit: 'milliseconds' }, 1_500, '1,500 ms'],
  [{ kind: 'number', unit: 'per-second' }, 20, '20 per second'],
  [{ kind: 'number', unit: 'count' }, 1_024, '1,024'],
])('%j with the value %j is shown as "%s"', (setting, value, text) => {
  expect(valueInWords({ name: 'some.setting', ...setting }, value, i18next.t, formats('en'))).toBe(text)
})
