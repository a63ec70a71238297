import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import { digestFile } from '#adapters/updates/checkedCopy.ts'
import { pickPackage } from '#adapters/updates/pickPackage.ts'
import { createPlainDownload } from '#adapters/updates/plainDownload.ts'
import type { Fetch } from '#adapters/updates/readFeed.ts'
import type { Release, ReleaseFile } from '#core/releases/release.ts'
import { UpdateError } from '#core/releases/updateError.ts'
import type { Installer, Staged } from '#core/updates/installer.ts'
import type { MachineRequest } from '#core/updates/machineUpdate.ts'
import type { MachinePlace } from './machinePlace.ts'
import { readMachineState } from './machineState.ts'

interface Options {
  place: MachinePlace
  /** The running version. */
  version: string
  feed(): string
  fetch: Fetch
  /** Of packages of this kind of machine, with the dot. */
  extension: string
}

/**
 * Updates of the service of a machine. It runs without rights: it downloads, and asks `MachineUpdate` to install, which verifies
 * everything again as root and then ends this process.
 */
export function createMachineInstaller(options: Options): Installer {
  const { place, version, feed, fetch, extension } = options
  const directory = dirname(place.request)
  withdrawRequest(place)
  const pick = (release: Release) => pickPackage(release.files, extension, process.arch)
  const ask = (request: MachineRequest) => {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    writeWholeFile(place.request, JSON.stringify(request))
  }
  // Apart from that of a newer release, which may be downloaded meanwhile.
  const forWayBack = createPlainDownload({ feed, fetch, directory, name: `running${extension}` })
  let isKeeping = false
  const installer: Installer = {
    pick,
    ...createPlainDownload({ feed, fetch, directory, name: `package${extension}` }),
    async keepRunning() {
      return readMachineState(place).packages.find((kept) => kept.version === version)
    },
    async keepRelease(release, signed) {
      const file = pick(release)
      if (!file || isKeeping || (await installer.keepRunning())) return
      isKeeping = true
      try {
        ask({ action: 'keep', ...asked(await forWayBack.download(release, file, () => {}), signed) })
      } finally {
        isKeeping = false
      }
    },
    async stage(path, file, signed): Promise<Staged> {
      const request = signed ? ({ action: 'install', ...asked(path, signed) } as const) : goBackTo(path, place)
      // Root believes its own look only; this one tells a damaged download before anything is ended.
      if (signed && !(await isThere(path, file))) throw new UpdateError('PACKAGE_MISMATCH')
      return {
        discard: () => {},
        commit() {
          ask(request)
          return 'system-will-quit'
        },
      }
    },
  }
  return installer
}

/** Nothing is installed any more that was asked for. */
export function withdrawRequest({ request }: MachinePlace): void {
  rmSync(request, { force: true })
}

function asked(path: string, signed: Uint8Array) {
  return { path, signed: Buffer.from(signed).toString('base64') }
}

/** @throws UpdateError `INSTALL_FAILED` when that package is kept no longer */
function goBackTo(path: string, place: MachinePlace): MachineRequest {
  const kept = readMachineState(place).packages.find((one) => one.path === path)
  if (!kept) throw new UpdateError('INSTALL_FAILED', 'the package before is kept no longer')
  return { action: 'go-back', to: kept.version }
}

async function isThere(path: string, { size, sha512 }: Pick<ReleaseFile, 'size' | 'sha512'>): Promise<boolean> {
  const found = await digestFile(path).catch(() => undefined)
  return found?.size === size && found.sha512 === sha512
}
