import type { Answer, TillCall } from '../answer.ts'
import { stamp } from '../stamp.ts'
import { failed, ok, single, v11 } from '../v11.ts'
import type { World } from '../world.ts'

/** `GET /v1.1/store/login.json`: who am I, and what time is it (capillary.md 2.5). */
export function login({ till }: TillCall, world: World): Answer {
  const user = {
    username: till.name,
    first_name: till.name,
    last_name: '',
    org_name: till.organisation.name,
    user_id: till.userId,
    type: /server/.test(till.name) ? 'STR_SERVER' : 'TILL',
    org_id: till.organisation.id,
    server_time: stamp(world.now()),
    store_server_prefix: '',
    associate_login_enabled: false,
  }
  return v11(world.assumptions, { store: { user } }, [ok(200, 'SUCCESS')])
}

/** `GET /v1.1/organization/get.json` (capillary.md 2.5; the names are ASSUMED). */
export function organization({ till }: TillCall, world: World): Answer {
  const content = {
    organization: {
      id: till.organisation.id,
      name: till.organisation.name,
      currency: { code: 'EUR', symbol: '€' },
      timezone: { label: 'Etc/UTC', offset: '+00:00' },
      country: { name: 'Germany', code: 'DE' },
    },
  }
  return v11(world.assumptions, content, [ok(200, 'SUCCESS')])
}

/** `GET /v1.1/store/get` (capillary.md 5.8; the code of "not found" is ASSUMED). */
export function store({ query, till }: TillCall, world: World): Answer {
  const { assumptions, tills } = world
  const wanted = tills
    .filter((one) => one.organisation.id === till.organisation.id)
    .map((one) => one.store)
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
