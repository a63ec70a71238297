// Before the package is signed: sets the fuses of its binary and checks them, and makes the service of Windows.
import { join } from 'node:path'
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'
import { wantedFuses } from './fuses.mjs'
import { makeWindowsService } from './windowsService.mjs'

export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const { productFilename } = packager.appInfo
  const binary = {
    darwin: `${productFilename}.app/Contents/MacOS/${productFilename}`,
    win32: `${packager.executableName ?? productFilename}.exe`,
    linux: packager.executableName,
  }[electronPlatformName]
  const path = join(appOutDir, binary)
  // A new fuse in a newer Electron fails the build, so that somebody decides on it.
  await flipFuses(path, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: true,
    ...wantedFuses,
  })
  const wire = await getCurrentFuseWire(path)
  for (const [fuse, isOn] of Object.entries(wantedFuses))
    if (wire[fuse] !== (isOn ? FuseState.ENABLE : FuseState.DISABLE))
      throw new Error(`The fuse ${FuseV1Options[fuse]} of ${binary} does not have the wanted value.`)
  if (electronPlatformName !== 'win32' || makeWindowsService(join(appOutDir, 'till-agent-service.exe'))) return
  process.stderr.write('This package has no service: there is no MinGW here that makes till-agent-service.exe.\n')
}
