// Sets the fuses of the packaged binary, before it is signed, and reads them back.
import { join } from 'node:path'
import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'
import { wantedFuses } from './fuses.mjs'

export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const { productFilename } = packager.appInfo
  const binary = {
    darwin: `${productFilename}.app/Contents/MacOS/${productFilename}`,
    win32: `${packager.executableName ?? productFilename}.exe`,
    linux: packager.executableName,
  }[electronPlatformName]
  const path = join(appOutDir, binary)
  // A fuse that a newer Electron adds has to be decided on, so it breaks the build.
  await flipFuses(path, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: true,
    ...wantedFuses,
  })
  const wire = await getCurrentFuseWire(path)
  for (const [fuse, isOn] of Object.entries(wantedFuses))
    if (wire[fuse] !== (isOn ? FuseState.ENABLE : FuseState.DISABLE))
      throw new Error(`The fuse ${FuseV1Options[fuse]} of ${binary} is not as it should be.`)
}
