import {
  type Configuration,
  type DeviceAuthorizationResponse,
  genericGrantRequest,
  initiateDeviceAuthorization,
  ResponseBodyError,
} from 'openid-client'
import { Fault } from '#core/base/fault.ts'
import { isProtected } from './client.ts'
import { failureOf, toFault } from './failure.ts'
import type { TokenEndpointTokens } from './tokens.ts'

const grantType = 'urn:ietf:params:oauth:grant-type:device_code'

/** Where the provider names none (RFC 8628 §3.2). */
export const defaultIntervalSeconds = 5

/** @throws Fault `SIGN_IN_FAILED`, also where the provider offers no codes */
export async function requestDeviceCode(
  configuration: Configuration,
  parameters: Record<string, string>,
): Promise<DeviceAuthorizationResponse> {
  if (!configuration.serverMetadata().device_authorization_endpoint)
    throw new Fault('SIGN_IN_FAILED', 'The identity provider offers no sign-in by a code.', undefined, useBrowser)
  const device = await initiateDeviceAuthorization(configuration, parameters).catch(toFault)
  const { verification_uri, verification_uri_complete = verification_uri } = device
  // Both are shown to the customer, whose device opens them.
  if ([verification_uri, verification_uri_complete].every(isWebPage)) return device
  throw new Fault('SIGN_IN_FAILED', 'The identity provider signs in without https.')
}

const useBrowser = 'Sign the customer in with the browser of this machine.'

function isWebPage(address: string): boolean {
  return URL.canParse(address) && isProtected(new URL(address).origin)
}

/** The pages for the customer, as the URL parser writes them. */
export function verificationUrisOf({ verification_uri, verification_uri_complete }: DeviceAuthorizationResponse): {
  verificationUri: string
  verificationUriComplete?: string
} {
  return {
    verificationUri: new URL(verification_uri).href,
    ...(verification_uri_complete !== undefined && {
      verificationUriComplete: new URL(verification_uri_complete).href,
    }),
  }
}

/**
 * Asks once for the tokens (RFC 8628 §3.4). The library's own loop would wait by the clock of the machine.
 *
 * @throws Fault `SIGN_IN_FAILED` when there never will be any
 */
export async function pollDeviceCode(
  configuration: Promise<Configuration>,
  deviceCode: string,
): Promise<TokenEndpointTokens | 'pending' | 'slower'> {
  try {
    return await genericGrantRequest(await configuration, grantType, { device_code: deviceCode })
  } catch (thrown) {
    if (thrown instanceof ResponseBodyError) {
      if (thrown.error === 'authorization_pending') return 'pending'
      if (thrown.error === 'slow_down') return 'slower'
      if (thrown.error === 'expired_token')
        throw new Fault('SIGN_IN_FAILED', 'Nobody entered the code in time.', undefined, 'Show a new code.')
      return toFault(thrown)
    }
    // A provider that cannot be reached is asked less often (RFC 8628 §3.5).
    const { isOffline } = failureOf(thrown)
    return isOffline ? 'slower' : toFault(thrown)
  }
}
