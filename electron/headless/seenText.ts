import type { SeenRequest } from '../../simulator/simulator.ts'

/** What the pretend cloud saw, for people. The simulator masks the credential. */
export function seenText({ method, path, status, authorization = 'none' }: SeenRequest): string {
  return `The cloud saw: ${method} ${path}  Authorization: ${authorization}  answered ${status || 'nothing'}`
}

/** The same, for programs. */
export function seenFacts({ method, path, status, authorization }: SeenRequest): object {
  return { event: 'seen', method, path, status, authorization }
}
