import { FuseV1Options as Fuse } from '@electron/fuses'

/** Which features of Electron's binary stay on (standards.md 11; attacks.md T31, T32). */
export const wantedFuses = {
  [Fuse.RunAsNode]: false,
  [Fuse.EnableCookieEncryption]: true,
  [Fuse.EnableNodeOptionsEnvironmentVariable]: false,
  [Fuse.EnableNodeCliInspectArguments]: false,
  [Fuse.EnableEmbeddedAsarIntegrityValidation]: true,
  [Fuse.OnlyLoadAppFromAsar]: true,
  [Fuse.LoadBrowserProcessSpecificV8Snapshot]: false,
  [Fuse.GrantFileProtocolExtraPrivileges]: false,
  [Fuse.WasmTrapHandlers]: true,
}
