import type { SeenRequest } from '#simulator/simulator.ts'

/** A request that the simulated cloud received, for people. The simulator has masked the credential. */
export function simulatorText({ method, path, status, authorization = 'none' }: SeenRequest): string {
  return `The cloud saw: ${method} ${path}  Authorization: ${authorization}  answered ${status || 'nothing'}`
}

/** The same request, for programs. */
export function simulatorEvent({ method, path, status, authorization }: SeenRequest): object {
  return { event: 'seen', method, path, status, authorization }
}
