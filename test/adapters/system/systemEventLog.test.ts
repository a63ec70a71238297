import { expect, test } from 'vitest'
import { createSystemEventLog, eventCommand } from '#adapters/system/systemEventLog.ts'
import { systemEventOf } from '#core/telemetry/systemEvents.ts'

const ended = { level: 'warn' as const, id: 201, text: 'update-ended outcome=rolled-back version=1.2.0' }

test.each([
  ['linux' as const, '/usr/bin/logger', ['-t', 'till-agent', '-p', 'daemon.warning', '--', ended.text]],
  ['darwin' as const, '/usr/bin/logger', ['-t', 'till-agent', '-p', 'daemon.warning', '--', ended.text]],
  [
    'win32' as const,
    expect.stringMatching(/\\System32\\eventcreate\.exe$/),
    ['/L', 'APPLICATION', '/SO', 'Till Agent', '/T', 'WARNING', '/ID', '201', '/D', ended.text],
  ],
])('on %s the system gets the event by its own command', (platform, file, args) => {
  expect(eventCommand(ended, platform)).toEqual({ file, args })
})

test('an event tells codes and numbers, and none of what the log keeps to itself', () => {
  const fields = { outcome: 'rolled-back', version: '1.2.0', detail: 'Ravi Kumar', reason: 'no sale for 919876543210' }
  expect(systemEventOf({ level: 'warn', name: 'update-ended', fields })).toEqual(ended)
})

test('what only the agent itself cares for stays in its own log', () => {
  expect(systemEventOf({ level: 'info', name: 'drop-sent', fields: {} })).toBeUndefined()
})

test('a till that fails over and over starts few commands at a time, and goes on when they have ended', async () => {
  const waiting: PromiseWithResolvers<void>[] = []
  const write = createSystemEventLog(() => {
    const one = Promise.withResolvers<void>()
    waiting.push(one)
    return one.promise
  }, 'linux')
  for (let n = 0; n < 50; n += 1) write(ended)
  expect(waiting.length).toBe(4)
  waiting[0]?.reject(new Error('there is no logger'))
  waiting[1]?.resolve()
  const started = () => {
    write(ended)
    return waiting.length
  }
  await expect.poll(started).toBe(6)
})
