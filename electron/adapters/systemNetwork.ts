import type { Limits } from '../core/limits.ts'
import type { Network, Reach } from '../core/network.ts'
import { createAxiosHttp } from './axiosHttp.ts'
import { readCaFile } from './tlsTrust.ts'
import { createUndiciLink } from './undiciLink.ts'

export function createSystemNetwork(limits: Limits): Network {
  return {
    check: (reach) => {
      caOf(reach)
    },
    link: (reach) => createUndiciLink(reach, caOf(reach), limits),
    http: (reach) => createAxiosHttp(reach, caOf(reach), limits),
  }
}

function caOf({ caFile }: Reach): string | undefined {
  return caFile === undefined ? undefined : readCaFile(caFile)
}
