import { expect, test } from 'vitest'
import { microsByPart, profileSentence, profileTable } from './profile.ts'
import { folderIn } from './sourceFolders.ts'

const node = (id: number, functionName: string, url: string) => ({
  ...{ id, callFrame: { functionName, url, lineNumber: 0, columnNumber: 0 } },
})

test('time is summed by part, between two times, and waiting is none', () => {
  const nodes = [
    node(1, '(idle)', ''),
    node(2, 'writeLatin1String', ''),
    node(3, 'socketOnData', 'node:_http_server'),
    node(4, '(garbage collector)', ''),
  ]
  const profile = { nodes, startTime: 1_000, samples: [3, 1, 2, 3, 4, 3], timeDeltas: [10, 10, 10, 10, 10, 10] }
  expect([...microsByPart(profile, 1_020, 1_050)]).toEqual([
    ['writing to sockets, TLS included', 10],
    ['node:_http_server', 10],
    ['garbage collection', 10],
  ])
})

test('what the agent takes beyond the bare client is named, the largest first', () => {
  const shares = [
    { where: 'electron/core/broker', agentMicros: 9, bareMicros: 0 },
    { where: 'node:_http_server', agentMicros: 7, bareMicros: 6 },
    { where: 'its own code', agentMicros: 0, bareMicros: 4 },
  ]
  expect(profileSentence(shares)).toBe(
    'The agent takes 6.0 µs more than the 10.0 µs of the bare client: electron/core/broker 9.0, node:_http_server 1.0 µs, and less elsewhere.',
  )
  expect(profileTable(shares).rows.at(-1)).toEqual(['all', '16.0', '10.0', '6.0'])
})

test.each([
  ['../../../electron/core/broker/broker.ts', 'electron/core/broker'],
  ['../../node_modules/zod/v4/core/parse.js', 'node_modules/zod/v4'],
  ['../electron/main.ts', 'electron'],
])('%s is of %s', (source, folder) => expect(folderIn(source)).toBe(folder))
