import { expect, test } from 'vitest'
import { assessCapillaryBody, codeInBody } from '#schemes/capillary/bodyStatus.ts'
import { capillaryBaseUrl } from '#schemes/capillary/regions.ts'
import { assessCapillary, foreignTill } from '#schemes/capillary/rules.ts'

test.each([
  ['{"response":{"status":{"success":"false","code":401', 401],
  [' {\n "response" : { "status" : { "code" : "498" , "message": "x" } } }', 498],
  ['{"response":{"status":{"code":2000}}}', undefined],
  ['{"status": {"success": true, "code": "498"}}', 498],
  ['\ufeff{"response":{"status":{"code":401', 401],
  ['{"errors":[{"status":false,"code":401,"message":"x"}]}', 401],
  ['{"data":null,"errors":[{"code":"498"', 498],
  ['{"data": [], "errors":[{"code":498', 498],
  ['{"warnings":[],"errors":[{"code":401', 401],
  ['{"warnings":[],"data":null,"errors":[{"code":401', 401],
  ['{"warnings":[{"code":401}],"errors":[]}', undefined],
  ['<?xml version="1.0"?>\n<response><status><success>true</success><code>498</code>', 498],
  ['<response><status><success>false</success></status><customer><item_status><code>401</code>', undefined],
  ['{"errors":[{"status":false,"code":8015}]}', undefined],
  // The 401 of an item is no 401 of the whole response.
  ['{"response":{"status":{"success":true,"items":{"code":401}}}}', undefined],
  ['{"customers":{"response":{"status":{"code":401}}}}', undefined],
  ['<html>401</html>', undefined],
  ['', undefined],
])('%j begins with the code %j', (body, expected) => {
  expect(codeInBody(Buffer.from(body))).toBe(expected)
})

// A body is held only for as long as it may still refuse the token: another one goes on at its first bytes.
test.each([
  ...[
    '',
    ' ',
    '{',
    '{"resp',
    '{"response":{"status":{"success":"true",',
    '{"status":',
    '{"errors":[',
    '{"data":n',
    '{"data":[',
    '{"warnings":[],"err',
    '<',
  ].map((body) => [body, 'undecided']),
  ...[
    '{"entity":1',
    '{"data":{',
    '{"data":[{',
    '{"warnings":["',
    '[',
    'text',
    '<html>',
    '{"response":{"status":{"code":200',
    '{"responses',
  ].map((body) => [body, 'pass']),
  ['{"response":{"status":{"code":498', 'renew'],
  ['{"response":{"status":{"code":521', 'busy'],
])('of the body %j is said: %s', (body, expected) => {
  expect(assessCapillaryBody(Buffer.from(body as string), [498], 'renew')).toBe(expected)
})

test('only 521 means that Capillary was busy with the customer', () => {
  expect([521, 520, 429, 200].map(assessCapillary)).toEqual(['busy', 'pass', 'pass', 'pass'])
})

test.each([
  [['till', 'till.two'], true],
  [['Till', 'TILL.ONE'], false],
  [['content-type', 'application/json'], false],
])('a response with %j is an alarm: %s', (headers, isAlarm) => {
  expect(foreignTill(headers, 'till.one') !== undefined).toBe(isAlarm)
})

test.each([
  ['EU', { outcome: 'found', baseUrl: 'https://eu.api.capillarytech.com' }],
  ['apac', { outcome: 'found', baseUrl: 'https://apac.api.capillarytech.com' }],
  ['us', { outcome: 'unsure', message: expect.stringMatching(/^is not sure for US: .*ushc.*north-america/) }],
  ['MARS', { outcome: 'unsure', message: expect.stringMatching(/^must be one of EU, APAC, APAC2, US, custom/) }],
])('the region %s', (region, expected) => {
  expect(capillaryBaseUrl(region)).toEqual(expected)
})
