import { expect, test } from 'vitest'
import { type Reach, reachOf } from '#core/settings/access.ts'

test.each<[object, Reach, Reach]>([
  [{}, { to: 'owner' }, { to: 'owner' }],
  [{ users: 'everyone' }, { to: 'owner' }, { to: 'everybody' }],
  [
    { administrators: 'adm', users: 'tills' },
    { to: 'group', name: 'adm' },
    { to: 'group', name: 'tills' },
  ],
])('with %j, the administrators are %j and the users %j', (start, administrators, users) => {
  expect([reachOf('administer', start), reachOf('use', start)]).toEqual([administrators, users])
})
