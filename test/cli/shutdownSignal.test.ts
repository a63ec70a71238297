import { expect, onTestFinished, test } from 'vitest'
import { shutdownSignal } from '#cli/shutdownSignal.ts'

// `when-exit` of `electron-store` raised Ctrl-C again with `process.kill`: on Windows that ended the agent with exit code 1 and
// no word, in the middle of a sale.
test('whoever waits for the signal to end is the only one that hears it', async () => {
  const heard: string[] = []
  const others = process.listeners('SIGHUP')
  process.on('SIGHUP', () => heard.push('when-exit'))
  onTestFinished(() => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) process.removeAllListeners(signal)
    for (const other of others) process.on('SIGHUP', other)
  })
  const told = shutdownSignal()
  process.emit('SIGHUP', 'SIGHUP')
  expect([await told, heard]).toEqual(['SIGHUP', []])
})
