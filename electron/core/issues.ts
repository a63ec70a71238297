import type { z } from 'zod'
import { Fault } from './fault.ts'

export interface Issue {
  /** As in `upstreams[0].baseUrl`. */
  path: string
  message: string
}

export function issuesOf(error: z.ZodError, at = ''): Issue[] {
  return error.issues.map((issue) => ({ path: joined(at, issue.path), message: issue.message }))
}

export function invalid(issues: Issue[], where = ''): Fault<'INVALID_INPUT'> {
  const sentences = issues.map(({ path, message }) => (path ? `${path}: ${message}` : message))
  return new Fault('INVALID_INPUT', `${where}${sentences.join('; ')}.`, { issues })
}

function joined(at: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((whole, part) => {
    if (typeof part === 'number') return `${whole}[${part}]`
    return whole ? `${whole}.${String(part)}` : String(part)
  }, at)
}
