import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Fault } from '#core/base/fault.ts'

/** By method and path, such as `GET /customers`. */
const Answers = z.record(z.string().regex(/^[A-Z]+ \//), z.json())

/** What the shop has written down for training; nothing where there is no such file. @throws Fault `NOT_SUPPORTED` */
export function readAnswers(file: string): z.infer<typeof Answers> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw unreadable(file)
  }
  try {
    return Answers.parse(JSON.parse(text))
  } catch {
    throw unreadable(file)
  }
}

function unreadable(file: string): Fault {
  return new Fault(
    'NOT_SUPPORTED',
    `The answers in ${file} cannot be read.`,
    undefined,
    'Write a JSON object whose names are methods and paths, such as "GET /customers", or remove the file.',
  )
}
