; Made by build/windows/messages.mjs from words/*/installer.ts.

!macro busyMessage variable
  StrCpy ${variable} "Till Agent is in the middle of something. Try again when the sale is over."
  ${if} $LANGUAGE == 1025
    StrCpy ${variable} "يعمل Till Agent على أمر ما الآن. أعد المحاولة بعد انتهاء البيع."
  ${endIf}
!macroend

!macro forgetMessage variable
  StrCpy ${variable} "Also remove the till’s secrets from the keychain? The till must then be set up again."
  ${if} $LANGUAGE == 1025
    StrCpy ${variable} "هل تُحذف أيضًا أسرار الصندوق من خزنة المفاتيح؟ يجب بعدها ضبط الصندوق من جديد."
  ${endIf}
!macroend
