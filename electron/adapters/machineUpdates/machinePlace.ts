import { join } from 'node:path'

/** Where the service and the part that installs for it meet. */
export interface MachinePlace {
  /** Of root. Everybody may read what is there: what is installed, what is kept, and how the last request ended. */
  folder: string
  /** In the data directory of the service, into which no other user can look. */
  request: string
  /** Journal of the service, beside the request. */
  journal: string
}

const root = '/var/lib/till-agent-update'

/** @param dataDir of the service */
export function machinePlaceOf(dataDir: string, folder = root): MachinePlace {
  const request = join(dataDir, 'updates', 'machine', 'request.json')
  return { folder, request, journal: join(dataDir, 'updates.json') }
}

export function stateFileIn({ folder }: Pick<MachinePlace, 'folder'>): string {
  return join(folder, 'state.json')
}
