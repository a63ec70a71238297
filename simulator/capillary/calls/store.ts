import type { TillCall } from '#simulator/capillary/call.ts'
import type { CapillaryState } from '#simulator/capillary/state.ts'
import { failed, ok, single, v11 } from '#simulator/capillary/v11.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import { formatTimestamp } from '#simulator/shared/timestamps.ts'

/** `GET /v1.1/store/login.json`: the till's own details and the server's time (capillary.md 2.5). */
export function login({ till }: TillCall, state: CapillaryState): CloudResponse {
  const user = {
    username: till.name,
    first_name: till.name,
    last_name: '',
    org_name: till.organisation.name,
    user_id: till.userId,
    type: /server/.test(till.name) ? 'STR_SERVER' : 'TILL',
    org_id: till.organisation.id,
    server_time: formatTimestamp(state.now()),
    store_server_prefix: '',
    associate_login_enabled: false,
  }
  return v11(state.assumptions, { store: { user } }, [ok(200, 'SUCCESS')])
}

/** `GET /v1.1/organization/get.json` (capillary.md 2.5; the names are ASSUMED). */
export function organization({ till }: TillCall, state: CapillaryState): CloudResponse {
  const content = {
    organization: {
      id: till.organisation.id,
      name: till.organisation.name,
      currency: { code: 'EUR', symbol: '€' },
      timezone: { label: 'Etc/UTC', offset: '+00:00' },
      country: { name: 'Germany', code: 'DE' },
    },
  }
  return v11(state.assumptions, content, [ok(200, 'SUCCESS')])
}

/** `GET /v1.1/store/get` (capillary.md 5.8; the code of "not found" is ASSUMED). */
export function store({ query, till }: TillCall, state: CapillaryState): CloudResponse {
  const { assumptions, tills } = state
  const wanted = tills
    .filter(({ organisation }) => organisation.id === till.organisation.id)
    .map(({ store }) => store)
    .find(
      ({ id, code, externalId }) =>
        query.get('id') === String(id) || query.get('code') === code || query.get('external_id') === externalId,
    )
  const status = wanted === undefined ? failed(901, 'Store not found') : ok(900, 'Store found')
  const found = wanted && {
    id: wanted.id,
    name: wanted.name,
    code: wanted.code,
    external_id: wanted.externalId,
    timezone: 'Etc/UTC',
    currency: 'EUR',
  }
  return v11(assumptions, { stores: { store: single(assumptions, 'array', [{ ...found, item_status: status }]) } }, [
    status,
  ])
}
