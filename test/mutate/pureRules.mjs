/** By folder of core. */
const rules = {
  audit: 'auditChain retention',
  broker: 'admission retryDecision',
  clients:
    'clientId clientKey deniedRoutes grantSubset grantText loosePath pairing pairingBackoff resemblance routeTable',
  codes: 'budgetClock codeLids codeLimits destination directoryIdentifiers recipient',
  customers: 'customerCard customerQuery',
  diagnostics: 'finding status',
  message:
    'addressRewrite ambiguousPath bodyLimit credentialRedactor headerFilter representation requestTarget secretPattern',
  network: 'tlsFailure unreachable',
  pacing: 'backoff httpDate retryAfter tokenBucket',
  personalData: 'masking phone piiScrubber',
  queue: 'fairQueue',
  releases: 'release signedRelease version',
  secrets: 'secretNames',
  signing: 'bounds signatures signedDocument',
  settings: 'policy settingsDiff',
  traffic: 'latencyWindow',
  updates: 'handoverDecision installGate quietHours updateStatus',
  upstream: 'lockIfRefused',
  upstreams: 'record summary',
  verification: 'statement transitions verification',
}

/**
 * Rules of core that decide and touch nothing: no timer, socket or store. What waits, keeps or sends is tried by
 * `npm run torture`.
 */
export const pureRules = Object.entries(rules).flatMap(([folder, names]) =>
  names.split(' ').map((name) => `electron/core/${folder}/${name}.ts`),
)
