import { type Goal, shortfallsOf } from './goals.ts'
import type { Results } from './measure.ts'
import { profileTable } from './profile.ts'
import type { Slice } from './rounds.ts'
import { isSilent, type Row } from './summary.ts'
import {
  idleTable,
  inMarkdown,
  linkTable,
  loadTable,
  memoryTable,
  outboxTable,
  startTable,
  type Table,
  telemetryTable,
} from './tables.ts'

/** Changes that were measured on their own, as ratios within one run. A change that did not pay was taken back. */
const steps: Table = {
  head: ['step', 'effect', ''],
  rows: [
    ['an HTTP/1.1 client of our own in place of undici', 'CPU per request about half', 'kept'],
    [
      'the end of a body of known length is not searched for the beginning of a secret',
      '6 % of the agent’s own code',
      'kept',
    ],
    ['denied routes looked up once where two paths are the same', '1.4 % of the agent’s own code', 'kept'],
    ['the digest of a key remembered for each connection', '2 % of a request', 'kept'],
    ['`status` loads the agent only where none runs', 'CPU of `status` less than half', 'kept'],
    ['parts loaded by command, in place of one file', 'CPU of `--version` 354 → 112 ms, idle memory −21 MiB', 'kept'],
    ['code that V8 compiled kept between runs', 'CPU of `--version` 112 → 98 ms, of a start −10 %', 'kept, headless'],
    [
      '`node:http` taken without the exports that load undici and HTTP/2',
      'together with axios loaded when needed: −7 MiB',
      'kept',
    ],
    ['no date format made at the start', '−5 MiB', 'kept'],
    [
      'no export of Node’s own modules read that nobody imports, no date format made to tell the language, no comments in the program and one byte a character',
      'CPU of `--version` 192 → 136 ms, of a start −70 ms, on a busy machine; idle memory −12 MiB',
      'kept',
    ],
    ['`--version` told without the command line', 'CPU 137 → 47 ms on a busy machine, of which Node takes 37', 'kept'],
    [
      'a running agent asked by Node’s own client, in place of `fetch`, and one command made, in place of all',
      'CPU of `status` 287 → 188 ms on a busy machine, and the agent it asks loads neither undici nor HTTP/2',
      'kept',
    ],
    [
      'parts named `.mjs`, of which Node does not ask what they are',
      'CPU of a start 484 → 442 ms, with the step before',
      'kept',
    ],
    [
      'all garbage collected near the end of the warm-up, and its pages given back',
      'idle memory 98.8 → 90.1 MiB, and the first sale takes as much CPU as before',
      'kept, headless',
    ],
    ['code in fewer, larger parts', 'the order of modules broke', 'taken back'],
    [
      'all spellings of a credential looked for in one pass over an answer, in place of one pass each',
      'the broker’s part of a 64 KiB answer 44 → 31 µs of CPU',
      'kept',
    ],
    [
      'what a path means, and the route that lets it go, remembered by its text',
      'the broker’s part of a GET 11 → 9 µs of CPU, with the step before',
      'kept',
    ],
    [
      'head and first part of a POST’s body in one TLS record',
      'CPU of a POST 3.0 → 2.4 × the bare client on a busy machine, with the two steps before',
      'kept',
    ],
    ['the head of an answer made one text, in place of one a line', 'reading it 3.5 → 2.5 µs', 'kept'],
    ['the key remembered by its header, before it is decoded', 'Basic 0.7 → 0.0 µs, Bearer 0.2 → 0.0 µs', 'kept'],
    ['durations written as two whole numbers', 'five of them 0.5 → 0.2 µs', 'kept'],
    [
      'no more than eight connections opened at a time',
      'p99 just after a pause 66 to 115 against 190 to 261 ms in two rounds of five, no difference in three',
      'kept',
    ],
    ['one timer of Node for all waits', 'a wait 0.43 → 0.19 µs: too little for another mechanism', 'taken back'],
    ['an answer that passes decided a step earlier', 'nothing that could be measured', 'taken back'],
    [
      'the port remembered, in place of asking the system for each request',
      'a system call less, and with it 3 to 8 µs',
      'kept',
    ],
    [
      'what may be the beginning of a credential at the end of a part told by its first byte',
      'CPU of a 64 KiB answer 2.3 → 2.1 × the bare client',
      'kept',
    ],
    ['no timer for a body that comes with its head', 'four functions of Node less, some 3 µs', 'kept'],
    [
      'all writes of one turn of the loop at its end, so that a sleeping receiver is woken once',
      'time in the system 38 → 31 µs, and as much more in JavaScript',
      'taken back',
    ],
    [
      'the same by the sockets’ own corks, and only where other requests are under way',
      'CPU of a request 98 → 76 µs at 8 connections, 96 → 74 µs at 64, as before at one',
      'kept',
    ],
    [
      'a long answer in parts of 64 KiB, out of buffers that are used again',
      'a 64 KiB answer 405 → 212 µs on the main thread, of which garbage 85 → 16',
      'kept',
    ],
    [
      'settings described, and zip loaded, when first asked for',
      'CPU of a start 196 → 165 ms on its main thread',
      'kept',
    ],
    ['garbage collected by one thread, or in larger steps', 'nothing, or worse', 'taken back'],
    [
      'request lines no longer read beside Node’s parser, which then reads the socket itself',
      'CPU of the bare client 1.00 against 1.20: the largest single step that is left',
      'not done: the parser takes RTSP for HTTP (attacks.md T48)',
    ],
  ],
}

/** Which variants had stopped answering for a time. */
function silenceOf(slices: readonly Slice[]): string {
  const silent = slices.filter(isSilent)
  const names = [...new Set(silent.map(({ variant }) => variant))].join(', ')
  return silent.length === 0 ? '' : ` In ${silent.length} slices nothing answered (${names}): they count in no median.`
}

/** The text of docs/performance.md, made from the results of one run. */
export function performancePage(results: Results, rows: readonly Row[], goals: readonly Goal[]): string {
  const { machine, measuredAt, cores } = results
  const shortfalls = shortfallsOf(goals)
  const others = results.slices.map(({ otherCores }) => otherCores).toSorted((a, b) => a - b)
  const rounds = Math.max(...rows.map((row) => row.rounds))
  return `# How fast it is

Written by \`npm run bench\` on ${measuredAt.slice(0, 10)}; the raw numbers are in \`test/bench/results/latest.json\`. Read the ratios, not the
absolute numbers: those belong to the machine.

## Goals

${inMarkdown({
  head: ['', 'goal', 'measured', ''],
  rows: goals.map(({ what, goal, measured, isReached }) => [
    what,
    goal,
    measured,
    isReached ? 'reached' : '**fell short**',
  ]),
})}

${shortfalls.length === 0 ? 'All are reached.' : shortfalls.map(({ goals: missed, why }) => `- Fell short: **${missed.join('**; **')}**. ${why}`.trimEnd()).join('\n')}

## Machine

${machine.processor}, ${machine.cores} cores, ${machine.memoryGib} GiB, ${machine.system}, Linux ${machine.kernel}. Node ${machine.node}, nginx ${machine.nginx}, wrk ${machine.wrk}.
${
  cores
    ? `The agent, and nginx to compare with, run on core ${cores.broker}; the callers and the upstream run on core ${cores.load}.`
    : 'One core: nothing is pinned, and the numbers are of little use.'
} In the
middle slice other processes and the host used ${(others[Math.floor(others.length / 2)] ?? 0).toFixed(2)} cores, at most ${(others.at(-1) ?? 0).toFixed(2)}.

## Method

- **The upstream** is nginx with TLS 1.2 and 1.3 and a P-256 certificate of a private authority. It answers only the right Basic
  header, so that a broker which forgets it fails the run. 1 KiB and 64 KiB answers to GET, a short one to POST with 2 KiB.
- **agent** is the program that \`npm run build\` makes, run as a till runs it: \`till-agent serve\` with its vault in memory, every check,
  every log line to a real file, every metric. Of the settings only \`requestsPerSecond\` and \`burst\` are not the defaults: 50 requests/s
  are all that would be measured. It is warm: some 100,000 requests came before.
- **nginx** does the same as a reverse proxy, in a configuration better than most: \`upstream { keepalive 128 }\`, HTTP/1.1,
  \`Connection ""\`, \`proxy_ssl_verify on\` with the authority and the name, the key compared exactly. It writes no log.
- **bare client** and **bare undici** are brokers as small as they can be on Node (\`test/bench/reference\`): its HTTP server, and a client of
  40 lines or undici. They compare one header and do nothing else, so they show what the agent can be at best.
- **direct** is the caller itself with the credential, over TLS connections that it keeps open: an ideal that few POS programs reach.
  With "new connection each" it opens a TLS connection for each request, and the others are called over a new local connection.
- **Rounds**: each of ${rounds} rounds measures every variant under every load for one or two seconds, in random order. A value is the median of
  the rounds; a ratio is the median of the ratios within each round. A slice in which others used more than 0.2 cores is measured again,
  up to three times. An answer other than 2xx, or any socket error, ends the run.${silenceOf(results.slices)}
- **CPU** is what \`/proc/PID/task/*/schedstat\` counts over all threads; **RSS** is \`VmRSS\`.

## Requests

${inMarkdown(loadTable(rows))}

Between the two cores a request crosses twice, which direct calls do not: compare latencies at one connection with nginx only.

## Where the time of a request goes

By the profile of V8, under 8 connections with 1 KiB answers; on the main thread, and without what the system does while it waits.

${inMarkdown(profileTable(results.profile))}

## The line of a store

50 ms there and back, 1 KiB. nginx and the agent are called over a new local connection each time. The first sale is the first request
to an agent that was started a second ago.

${inMarkdown(linkTable(results))}

The line is a relay of our own (\`test/bench/relay.ts\`) that holds every byte for 25 ms, and the first ones of a connection for another 50 ms,
which TCP's own handshake would take. It imitates neither loss nor rate nor TCP's slow start, which would favour a kept-open connection more.
Server time is next to nothing here: with 100 ms of it the same sale would take about 0.6 of the time instead of a third.

## The outbox

A write of 2 KiB that is kept before it is sent, beside the same without the outbox and a bare append of as much with \`fdatasync\`, in turns, on
one disk; what keeping costs is the first less the other two. Then 64 callers at once, and the database alone: commits of one writer that
waits for each, and of 64. The agent has its vault in a file.

${inMarkdown(outboxTable(results))}

## Telemetry

The same load, 1 KiB at 8 connections, by an agent that pushes nothing and by two that push to a collector which takes connections and answers
nothing; one of these traces every request. In turns.

${inMarkdown(telemetryTable(results.telemetry))}

## Start

From the call to the end of the command, or to the line that says an agent is ready; the code that V8 compiled is kept from an
earlier run. Idle is an agent that nobody has asked anything for ten seconds.

${inMarkdown(startTable(results))}

${inMarkdown(idleTable(results))}

## Memory

An agent started for this alone, idle first, then under 64 connections with 1 KiB answers.

${inMarkdown(memoryTable(results))}

## What was tried for it

${inMarkdown(steps)}

## What these numbers do not say

- They were taken on Linux, on loopback. Windows, the usual till, was not measured.
- \`wrk\` and the upstream share a core and hold nginx back at 64 connections; CPU per request is the fairer ratio there.
- Other jobs ran on this machine's host. One ratio varies by about ±0.1 from run to run.

## Do it again

\`\`\`
npm run bench               about fifteen minutes, writes this page
npm run bench -- --profile  where the time of a request goes, writes nothing
npm run bench -- --quick    about one minute, writes nothing but out/bench/latest.json
npm run soak                ten minutes of trouble; fails when anything leaks, hangs or is answered wrongly
\`\`\`
`
}
