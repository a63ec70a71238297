import type { DropRefusal } from '#contract/drops/drop.ts'
import type { DropFile, Proof } from './file.ts'

/** For whoever looks into `sent`. */
export function sentNote({ name, bytes, digest }: DropFile, to: string, proof: Proof, at: number): string {
  const known =
    proof === 'checksum' ? 'The server has all of it, by its checksum.' : 'The server has all of it, by its size.'
  return noteText([`Sent to ${to} as ${name} at ${timeText(at)}.`, `${bytes} bytes, SHA-256 ${digest}.`, known])
}

/** For whoever looks into `refused`: why, and what to do. */
export function refusedNote(why: DropRefusal, at: number): string {
  return noteText([
    `Not sent, at ${timeText(at)}: ${reasons[why]}`,
    remedies[why] ?? 'Put a copy of the file itself into the folder.',
  ])
}

const reasons: Record<DropRefusal, string> = {
  link: 'it is a link to another file or folder.',
  'not-a-file': 'it is no file, but a pipe, a socket or a device.',
  'hard-link': 'the same file lies elsewhere too, under another name.',
  foreign: 'it belongs to another user than the folder and the till agent.',
  'too-large': 'it is larger than the setting dropFileBytes allows.',
  name: 'its name holds characters that not every server can keep, is not written in UTF-8, or is too long.',
  unreadable: 'it could not be read.',
  expired: 'the server did not take it in time.',
}

const remedies: Partial<Record<DropRefusal, string>> = {
  'too-large': 'Raise that setting, or divide the file; then put it into the folder again.',
  name: 'Give it another name, and put it into the folder again.',
  unreadable: 'See who may read it, and put it into the folder again.',
  expired: 'Look with "till-agent drop list" what is wrong with the server; then put the file into the folder again.',
}

function timeText(at: number): string {
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' })
  return `${format.format(at)} UTC`
}

function noteText(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}
