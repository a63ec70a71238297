/** A brand of the Auth Engine's deployment. */
export interface BrandSetting {
  name: string
  /**
   * The till that all its requests count for (capillary.md 4.3). Default: the first till. An unknown one makes 1504.
   */
  till?: string
  /** Whether one-time codes are enabled. Default true; else 1503. */
  otp?: boolean
  /** Whether passwords are enabled. Default true; else 1524. */
  passwords?: boolean
  /**
   * The gateway's endpoints and their v1.1 calls, such as `GET customer/get` and `GET /v1.1/customer/get`
   * (capillary.md 4.6). Default: `demoEndpoints`.
   */
  endpoints?: Readonly<Record<string, string>>
}

/** Names seen in client code (capillary.md 4.6, all LOW). */
export const demoEndpoints: Readonly<Record<string, string>> = {
  'GET customer/get': 'GET /v1.1/customer/get',
  'GET get/customer': 'GET /v1.1/customer/get',
  'POST customer/add': 'POST /v1.1/customer/add',
  'POST customers/update': 'POST /v1.1/customer/update',
  'POST customer/transaction': 'POST /v1.1/transaction/add',
  'GET points/isredeemable': 'GET /v1.1/points/isredeemable',
}

export const demoBrand: BrandSetting = { name: 'DocDemo' }
