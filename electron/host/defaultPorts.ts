import { defaultStart } from '#core/settings/start.ts'

/** Default port of the POS API. */
export const posPort = defaultStart.port

/** Default port of the browser UI. */
export const browserUiPort = 47_601

/** Default port of the simulated cloud of `demo` and `simulate`. */
export const simulatorPort = 47_690

/** Default port of the page of `certify`. */
export const certifyPagePort = 47_691

/** Default port of the page of `web-pos`. */
export const readinessPagePort = 47_692
