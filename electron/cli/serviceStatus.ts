import type { ServiceState } from '#adapters/service/serviceManager.ts'
import { findService } from '#host/service/findService.ts'
import { machineService } from '#host/service/machineService.ts'

interface ServiceStatus {
  /** As the service manager says; `unknown` where it does not. */
  service: ServiceState | 'unknown'
  /** What this user may do with the agent that answers; `none` where none does. */
  access: 'administer' | 'use' | 'forbidden' | 'none'
}

export async function serviceStatus(): Promise<ServiceStatus> {
  const service = await machineService()
    .state()
    .catch(() => 'unknown' as const)
  const found = await findService()
  return { service, access: found === undefined ? 'none' : found === 'forbidden' ? found : found.role }
}

export function serviceStatusText({ service, access }: ServiceStatus): string {
  const services = {
    absent: 'The till agent is no service of this machine.',
    stopped: 'The service is installed, and does not run.',
    running: 'The service runs.',
    unknown: 'The service manager of this system does not say whether there is a service.',
  }
  const rights = {
    administer: 'This user may set the till up.',
    use: 'This user may use the till, and set it up with the manager PIN.',
    forbidden: 'This user may not use it: see start.users.',
    none: 'No till agent answers for the whole machine.',
  }
  return `${services[service]} ${rights[access]}`
}
