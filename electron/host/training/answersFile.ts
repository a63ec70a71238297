import { z } from 'zod'
import { readGuardedText } from '#adapters/files/guardedFile.ts'
import { Fault } from '#core/base/fault.ts'
import { parseJson } from '#core/base/parseJson.ts'

/** By method and path, such as `GET /customers`. */
const Answers = z.record(z.string().regex(/^[A-Z]+ \//), z.json())

const maxBytes = 1024 * 1024

/** What the shop has written down for training; nothing where there is no such file. @throws Fault `NOT_SUPPORTED` */
export function readAnswers(file: string): z.infer<typeof Answers> {
  // It decides about nothing: whoever writes it makes up answers for practice.
  const read = readGuardedText(file, { maxBytes, owner: 'anybody' })
  if (read.outcome === 'refused') throw unusable(`The answers in ${file} are not read: ${read.reason}.`, read.remedy)
  if (read.outcome === 'unreadable') {
    if (read.code === 'ENOENT') return {}
    throw unusable(
      `The answers in ${file} cannot be read (${read.code}).`,
      'Let this user read the file, or remove it.',
    )
  }
  const answers = Answers.safeParse(parseJson(read.text))
  if (answers.success) return answers.data
  throw unusable(
    `The answers in ${file} are no JSON object whose names are methods and paths.`,
    'Give it names such as "GET /customers", or remove the file.',
  )
}

function unusable(detail: string, remedy: string): Fault {
  return new Fault('NOT_SUPPORTED', detail, undefined, remedy)
}
