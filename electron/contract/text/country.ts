import { z } from 'zod'
import { withoutOddEdges } from './pastedText.ts'

/** ISO 3166-1 alpha-2, as far as telephone numbers without a country code can be read as the country's. */
const countries = new Set(
  (
    'AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR ' +
    'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP ' +
    'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT ' +
    'MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW ' +
    'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ ' +
    'UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'
  ).split(' '),
)

/** What people write who do not look the code up: vehicle signs, domains, languages and codes that were withdrawn. */
const mistaken: Readonly<Record<string, string>> = {
  AN: 'CW',
  BU: 'MM',
  DD: 'DE',
  EL: 'GR',
  EN: 'GB',
  FX: 'FR',
  JA: 'JP',
  SU: 'RU',
  TP: 'TL',
  UK: 'GB',
  YU: 'RS',
  ZR: 'CD',
  GBR: 'GB',
  IND: 'IN',
  UAE: 'AE',
  USA: 'US',
}

/** The country of a store. Telephone numbers without a country code are read as this country's. */
export const Country = z
  .string()
  .overwrite((text) => withoutOddEdges(text).normalize('NFKC').toUpperCase())
  .superRefine((text, context) => {
    if (countries.has(text)) return
    const meant = mistaken[text]
    const hint = meant === undefined ? 'such as IN, and the code of a country' : `and for ${text} that is ${meant}`
    context.addIssue({ code: 'custom', message: `must be two letters of ISO 3166, ${hint}`, continue: false })
  })
