import { hundredthsText } from '#core/base/hundredths.ts'
import type { RequestLine } from '#core/base/log.ts'
import { redacted } from './logRedaction.ts'

/**
 * The log line of one request, as JSON with a line break. Ids, codes and numbers need no escaping. A route is free text of
 * the settings, so it is redacted and escaped, once.
 */
export function requestLogLine(line: RequestLine): string {
  const { requestId, client, upstream, route, status, code, agentMs, upstreamMs, durationMs } = line
  let text = `{"level":"info","time":"${isoNow()}","event":"request","requestId":"${requestId}","client":"${client}"`
  text += `,"upstream":"${upstream}","route":${routeText(route)}`
  if (status !== undefined) text += `,"status":${status}`
  if (code !== undefined) text += `,"code":"${code}"`
  if (agentMs !== undefined) text += `,"agentMs":${hundredthsText(agentMs)}`
  if (upstreamMs !== undefined) text += `,"upstreamMs":${hundredthsText(upstreamMs)}`
  text += `,"durationMs":${hundredthsText(durationMs)}`
  if (line.cache !== undefined) text += `,"cache":"${line.cache}"`
  if (line.requestBytes !== undefined) text += `,"requestBytes":${line.requestBytes}`
  return `${text},"answerBytes":${line.answerBytes}}\n`
}

/** The time in ISO 8601 up to its point, made once a second. */
let isoSecond = ''
let isoAtSecond = -1

function isoNow(): string {
  const nowMs = Date.now()
  const second = Math.floor(nowMs / 1_000)
  if (second !== isoAtSecond) {
    isoAtSecond = second
    isoSecond = new Date(second * 1_000).toISOString().slice(0, -'000Z'.length)
  }
  return `${isoSecond}${String(nowMs % 1_000).padStart(3, '0')}Z`
}

const maxRoutes = 1_000
const routeTexts = new Map<string, string>()

function routeText(route: string): string {
  const known = routeTexts.get(route)
  if (known !== undefined) return known
  const text = JSON.stringify(redacted(route))
  if (routeTexts.size < maxRoutes) routeTexts.set(route, text)
  return text
}
