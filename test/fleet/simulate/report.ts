import type { Figures } from './simulate.ts'

type Row = [what: string, figure: string]

/** A push at each minute, as tills do unless told otherwise. */
const pushesPerDay = 24 * 60
/** Times as many tills. */
const more = 10

/** The figures as a table of Markdown. */
export function reportOf(figures: Figures): string {
  const rows = [...costRows(figures), ...changesRows(figures), ...badRows(figures), ...troubleRows(figures)]
  return ['| | |', '|---|---|', ...rows.map(([what, figure]) => `| ${what} | ${figure} |`)].join('\n')
}

/** What one till and day costs, and all of them; tills that report are counted for the pushes alone. */
function costRows({ tills, reporting, changes }: Figures): Row[] {
  const { traffic, morningPeak, nightPeak } = changes
  const ofDay = (24 * 60) / traffic.minutes
  const requests = (traffic.hostRequests / tills) * ofDay
  const bytes = ((traffic.hostBytesIn + traffic.hostBytesOut) / tills) * ofDay
  const pushes = (traffic.reports / reporting) * ofDay
  const pushBytes = traffic.reportBytes / traffic.reports
  const perSecond = (requests * tills) / 86_400
  return [
    ['requests to the host, a till and day', number(requests)],
    ['bytes of these, heads included', kilobytes(bytes)],
    [`of ${number(tills)} tills, a day`, `${megabytes(bytes * tills)}, ${number(perSecond)} requests a second`],
    [
      `of ${number(more * tills)} tills`,
      `${megabytes(more * bytes * tills)}, ${number(more * perSecond)} requests a second`,
    ],
    ['requests of the busiest minute, as tills open', number(morningPeak)],
    ['requests of the busiest minute of the night in which all install', number(nightPeak)],
    ['pushes to the collector, a till and day, one of numbers and one of events an hour', number(pushes)],
    ['bytes of a push, compressed', number(pushBytes)],
    ['pushing each minute, a till and day', megabytes(2 * pushesPerDay * pushBytes)],
    [
      `${number(tills)} tills, a day; ${number(more * tills)}`,
      `${gigabytes(2 * pushesPerDay * pushBytes * tills)}, ${number((2 * tills) / 60)} pushes a second; ` +
        `${gigabytes(2 * pushesPerDay * pushBytes * tills * more)}, ${number((2 * tills * more) / 60)} pushes a second`,
    ],
  ]
}

function changesRows({ changes }: Figures): Row[] {
  const { hours, pilots, pilotsFirst, othersFirst, barred, barredUnsafe } = changes
  return [
    ['99 % have a change of the settings', hoursText(hours.settings)],
    [`of ${pilots} pilots that had it first, and of other rings meanwhile`, `${pilotsFirst}, ${othersFirst}`],
    ['99 % of those that are to be barred are', hoursText(hours.bar)],
    [`of ${barred} barred tills hold a secret or serve`, number(barredUnsafe)],
    ['99 % have a release that was signed at ten and waits for the night', hoursText(hours.release)],
  ]
}

function badRows({ bad, tills }: Figures): Row[] {
  if (!bad) return []
  const { pulledHours, tried, wentBack, stuck, tookBack, notServing } = bad
  return [
    ['the guard pulled a bad release, signed at nine, after', hoursText(pulledHours)],
    ['tills that ever ran it', `${number(tried)}, which are ${percent(tried / tills)}`],
    ['of these went back by themselves; run it still', `${number(wentBack)}; ${number(stuck)}`],
    ['took settings back with which they were not well; do not serve afterwards', `${tookBack}; ${notServing}`],
  ]
}

function troubleRows({ trouble, clocks, tills }: Figures): Row[] {
  if (!trouble || !clocks) return []
  const { hours, downPeak, downNotServing, behindSeen, behindLost, behindNotServing } = trouble
  return [
    ['six hours without a host: tills that did not serve', number(downNotServing)],
    ['after its return: 99 % have what was signed meanwhile', hoursText(hours.down)],
    ['requests of the busiest minute then', number(downPeak)],
    ['a slow host: 99 % have a change of the settings', hoursText(hours.slow)],
    [
      `a host that fell behind: of ${behindSeen} tills that had seen more lost it; do not serve`,
      `${behindLost}; ${behindNotServing}`,
    ],
    ['after it had caught up: 99 % have the change', hoursText(hours.behind)],
    ['99 % have an urgent release', hoursText(hours.urgent)],
    [`clocks wrong by a day: ${clocks.wrong} of ${number(tills)}; seen at the collector`, number(clocks.reported)],
    ['of these without release or settings in the end', number(clocks.leftBehind)],
  ]
}

function number(value: number): string {
  return new Intl.NumberFormat('en-GB', { maximumFractionDigits: value < 100 ? 1 : 0 }).format(value)
}

function percent(share: number): string {
  return `${number(share * 100)} %`
}

function hoursText(hours: number | undefined): string {
  return hours === undefined ? 'not reached' : `${number(hours)} h`
}

const kilobytes = (bytes: number) => `${number(bytes / 1e3)} kB`
const megabytes = (bytes: number) => `${number(bytes / 1e6)} MB`
const gigabytes = (bytes: number) => `${number(bytes / 1e9)} GB`
