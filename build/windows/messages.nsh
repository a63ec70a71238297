; Made by build/windows/messages.mjs from words/*/installer.ts.

!macro busyMessage variable
  StrCpy ${variable} "Till Agent is in the middle of something. Try again when the sale is over."
  ${if} $LANGUAGE == 1025
    StrCpy ${variable} "يعمل Till Agent على أمر ما الآن. أعد المحاولة بعد انتهاء البيع."
  ${endIf}
  ${if} $LANGUAGE == 1031
    StrCpy ${variable} "Till Agent ist gerade beschäftigt. Versuchen Sie es nach dem Verkauf erneut."
  ${endIf}
  ${if} $LANGUAGE == 1036
    StrCpy ${variable} "Till Agent est occupé. Réessayez une fois la vente terminée."
  ${endIf}
  ${if} $LANGUAGE == 3082
    StrCpy ${variable} "Till Agent está ocupado. Vuelva a intentarlo cuando termine la venta."
  ${endIf}
  ${if} $LANGUAGE == 1046
    StrCpy ${variable} "O Till Agent está ocupado. Tente de novo quando a venda terminar."
  ${endIf}
  ${if} $LANGUAGE == 1040
    StrCpy ${variable} "Till Agent è occupato. Riprovi quando la vendita è finita."
  ${endIf}
  ${if} $LANGUAGE == 1043
    StrCpy ${variable} "Till Agent is bezig. Probeer het opnieuw als de verkoop klaar is."
  ${endIf}
  ${if} $LANGUAGE == 1081
    StrCpy ${variable} "Till Agent अभी व्यस्त है। बिक्री पूरी होने पर फिर कोशिश करें।"
  ${endIf}
  ${if} $LANGUAGE == 1057
    StrCpy ${variable} "Till Agent sedang sibuk. Coba lagi setelah penjualan selesai."
  ${endIf}
  ${if} $LANGUAGE == 1054
    StrCpy ${variable} "Till Agent กำลังทำงาน ลองอีกครั้งเมื่อการขายเสร็จ"
  ${endIf}
  ${if} $LANGUAGE == 2052
    StrCpy ${variable} "Till Agent 正忙。请在销售结束后重试。"
  ${endIf}
!macroend

!macro forgetMessage variable
  StrCpy ${variable} "Also remove the till’s secrets from the keychain? The till must then be set up again."
  ${if} $LANGUAGE == 1025
    StrCpy ${variable} "هل تُحذف أيضًا أسرار الصندوق من خزنة المفاتيح؟ يجب بعدها ضبط الصندوق من جديد."
  ${endIf}
  ${if} $LANGUAGE == 1031
    StrCpy ${variable} "Auch die Geheimnisse der Kasse aus dem Schlüsselbund entfernen? Die Kasse muss dann neu eingerichtet werden."
  ${endIf}
  ${if} $LANGUAGE == 1036
    StrCpy ${variable} "Supprimer aussi les secrets de la caisse du trousseau ? Il faudra alors reconfigurer la caisse."
  ${endIf}
  ${if} $LANGUAGE == 3082
    StrCpy ${variable} "¿Quitar también del llavero los secretos de la caja? Después habrá que configurarla de nuevo."
  ${endIf}
  ${if} $LANGUAGE == 1046
    StrCpy ${variable} "Remover também os segredos do caixa do chaveiro? Depois o caixa precisará ser configurado de novo."
  ${endIf}
  ${if} $LANGUAGE == 1040
    StrCpy ${variable} "Rimuovere anche i segreti della cassa dal portachiavi? Poi la cassa andrà configurata di nuovo."
  ${endIf}
  ${if} $LANGUAGE == 1043
    StrCpy ${variable} "Ook de geheimen van de kassa uit de sleutelhanger verwijderen? De kassa moet dan opnieuw worden ingesteld."
  ${endIf}
  ${if} $LANGUAGE == 1081
    StrCpy ${variable} "कीचेन से टिल के रहस्य भी हटाएँ? तब टिल फिर सेट करना होगा।"
  ${endIf}
  ${if} $LANGUAGE == 1057
    StrCpy ${variable} "Hapus juga rahasia kasir dari rantai kunci? Kasir lalu harus disiapkan lagi."
  ${endIf}
  ${if} $LANGUAGE == 1054
    StrCpy ${variable} "ลบความลับของเครื่องจากพวงกุญแจด้วยหรือไม่? ต้องตั้งค่าเครื่องใหม่หลังจากนั้น"
  ${endIf}
  ${if} $LANGUAGE == 2052
    StrCpy ${variable} "同时从钥匙串中删除收银机的秘密？之后收银机需要重新设置。"
  ${endIf}
!macroend
