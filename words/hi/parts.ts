import type { Words } from '#words/catalogue.ts'
import type { parts as english } from '#words/en/parts.ts'

export const parts: Words<'hi', typeof english> = {
  loading: 'एक पल…',
  tryAgain: 'फिर कोशिश करें',
  keyboard: {
    label: 'स्क्रीन कीबोर्ड',
    shift: 'दूसरे अक्षर',
    symbols: 'अंक और चिह्न',
    letters: 'दूसरी लिपि',
    space: 'रिक्त स्थान',
    hide: 'कीबोर्ड छिपाएँ',
    auto: 'जहाँ सिस्टम में न हो',
    on: 'हमेशा',
    off: 'कभी नहीं',
  },
  retryIn: 'फिर कोशिश कर सकते हैं',
  retryNow: 'अब फिर कोशिश कर सकते हैं।',
  cancel: 'रद्द करें',
  back: 'वापस',
  next: 'आगे',
  close: 'बंद करें',
  stay: 'रुकें',
  leave: 'छोड़ें',
  missing: 'अभी भरना बाकी:',
  checkField: 'यहाँ लिखी जानकारी जाँचें।',
  /** Why a field is not accepted, by the rule it breaks. */
  rules: {
    missing: 'इसे भरें।',
    number: 'एक संख्या लिखें।',
    'whole-number': 'एक पूर्ण संख्या लिखें।',
    'at-least': 'कम से कम {{limit}} लिखें।',
    'at-most': 'ज़्यादा से ज़्यादा {{limit}} लिखें।',
    'too-short': 'बहुत छोटा। कम से कम {{limit}} अक्षर।',
    'too-long': 'बहुत लंबा। ज़्यादा से ज़्यादा {{limit}} अक्षर।',
    'one-of': 'इनमें से एक चुनें: {{choices}}।',
    email: 'पूरा ईमेल पता लिखें, जैसे naam@example.com।',
    url: 'पूरा पता लिखें, जैसे https://example.com।',
  },
}
