import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { Directives } from '#core/directives/directives.ts'
import { DirectivesService } from '#core/directives/directivesService.ts'
import { underHeadOffice } from '#core/settings/policy.ts'
import type { Health } from '#core/updates/health.ts'
import { createTestClock } from './clock.ts'
import { signDirectives } from './directives.ts'
import { makeOfficeKey } from './packs.ts'

const office = makeOfficeKey()
const idle = { requestsUnderWay: 0, lastRequestAt: undefined, verificationsOpen: 0, pairingsOpen: 0 }

/** The service alone, on settings and a clock of the test. What is applied is the settings. */
export function prepareService() {
  const own = createMemorySettings()
  own.write({ ...own.read(), fleet: { keys: office.key }, updates: { feed: 'https://tills.example' } })
  const settings = underHeadOffice(own)
  const clock = createTestClock()
  const state = {
    text: '',
    isAsked: false,
    /** What happens before anything is applied. */
    onApply: async () => {},
    asksAdvanced: 0,
    health: { isListening: true, loadedUpstreams: ['loyalty'] } as Health,
  }
  const audit: string[] = []
  const open = () =>
    new DirectivesService({
      ...{ settings, clock, random: { bytes: (count) => new Uint8Array(count) } },
      log: { request() {}, info() {}, warn() {}, error() {} },
      asks: {
        ...{ list: () => [], consider() {}, drop() {}, close() {} },
        get isWaiting() {
          return state.isAsked
        },
        advance: async () => {
          state.asksAdvanced += 1
        },
      },
      audit: { record: ({ event, detail }) => void audit.push(`${event} ${detail}`) },
      read: async () => Buffer.from(state.text),
      apply: async (_, __, nextRecord) => {
        await state.onApply()
        const now = settings.read()
        settings.write({ ...now, headOffice: nextRecord({ ...now.headOffice }) })
        return []
      },
      forget: async () => {},
      activity: () => idle,
      health: () => state.health,
      onChange() {},
    })
  const publish = (counter: number, given: Record<string, string | number> = {}, more: Partial<Directives> = {}) => {
    state.text = signDirectives(office, counter, { releasedAt: clock.now(), settings: given, ...more })
  }
  return { own, settings, clock, state, audit, open, publish }
}
