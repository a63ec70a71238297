import fc from 'fast-check'
import { mostly } from './mostly.ts'

const plainSegment = fc.constantFrom(
  'v2',
  'v1.1',
  'customers',
  'customer',
  'otp',
  'generate',
  'get',
  'a',
  '42',
  'x.json',
  'coupon',
)
const trickySegment = fc.constantFrom(
  ...[
    '..',
    '.',
    '',
    '%2e%2e',
    '%2E',
    '..;',
    ';',
    ';x=1',
    'otp;a=b',
    'otp%3f',
    'otp%23',
    'otp%3fx',
    'otp%20',
    'otp%c2%a0',
  ],
  ...[
    '%20otp',
    'otp.',
    'otp..',
    '%6ftp',
    '%256ftp',
    'OTP',
    'Otp',
    'otp%00',
    'otp\\',
    '\\otp',
    '%5cotp',
    'x%2f..%2fotp',
  ],
  ...[
    'otp%2f',
    'otp/',
    'otp.json',
    '%e2%80%8botp',
    'otp%e3%80%80',
    'otp%09',
    'otp%0a',
    '%',
    '%zz',
    '%c0%ae',
    '\xe9',
    'otp~',
    '*',
  ],
  ...[
    'otp!',
    'otp,',
    "otp'",
    'otp%26',
    'otp&',
    'otp+',
    'otp%2b',
    'otp@',
    'otp:',
    'otp%3b',
    'otp%3bx',
    '%ef%bc%8f',
    'otp#',
  ],
)
const longSegment = fc.constantFrom(
  ';'.repeat(7_000),
  `${'.'.repeat(7_000)}x`,
  '%20'.repeat(3_000),
  '/'.repeat(5_000),
  ' '.repeat(50),
)

const path = mostly(
  fc.array(mostly(plainSegment, trickySegment, 3), { maxLength: 5 }).map((segments) => segments.join('/')),
  fc.oneof(longSegment, fc.constantFrom('v2/otp', 'v2/;/otp', 'v2/customers/;x', 'v2//otp', 'v2/customers/%2e%2e/otp')),
  8,
)
const query = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('?', '?a=b', '?a=%20&b=+', '?x=/../otp', '?a=\xe9', '?a?b', '?=', '?a=b;c=d', '?%00'),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }).map((text) => `?${text.replaceAll(/\s/g, '+')}`) },
)
/** Request targets, most of them below `/via/loyalty/`. */
export const target = mostly(
  fc.tuple(path, query).map(([to, what]) => `/via/loyalty/${to}${what}`),
  fc.oneof(
    path.map((to) => `/via/${to}`),
    path.map((to) => `//via/loyalty/${to}`),
    path.map((to) => `http://127.0.0.1/via/loyalty/${to}`),
    fc.constantFrom(
      '*',
      '/',
      '/via',
      '/via/',
      '/via/loyalty',
      '/via/loyalty?x',
      '/healthz',
      '/v1/status',
      '/via/LOYALTY/v2/a',
    ),
    fc.constantFrom('/via/loyalty/../loyalty/v2/otp', '/via/%6coyalty/v2/a', '/via/other/v2/a', '/via/loyalty;x/v2/a'),
  ),
)
