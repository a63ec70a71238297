import { z } from 'zod'
import type { FaultDefinition } from './definition.ts'

/** Refusals of folders that are watched, and of the servers that their files go to. */
export const dropFaults = {
  UNKNOWN_DROP: { status: 404, message: 'No folder of this name is watched.' },
  DROP_IN_USE: {
    status: 409,
    message: 'Files of this folder wait to be sent.',
    data: z.object({ files: z.int().positive() }),
  },
  DROP_FOLDER_UNUSABLE: { status: 409, message: 'The folder cannot be used.' },
  DROP_SERVER_UNREACHABLE: { status: 503, message: 'The server of files could not be reached.' },
  DROP_SERVER_UNTRUSTED: {
    status: 502,
    message: 'The server of files is not the one that was named, so nothing was sent to it.',
    data: z.object({ fingerprint: z.string() }),
  },
  DROP_SERVER_REFUSED: { status: 502, message: 'The server of files refused the till.' },
} as const satisfies Record<string, FaultDefinition>
