/** Has no script and no style, since those may be what crashes. The agent itself keeps running. */
export const crashedHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Till Agent</title>
</head>
<body>
<h1>The window does not stay open</h1>
<p>It crashed several times within a minute. Checkout continues: programs are served as before.</p>
<p><a href="/">Try again</a></p>
<p>If it happens again, restart the computer and tell support.</p>
<hr>
<p lang="ar" dir="rtl">تعطّلت هذه النافذة عدّة مرّات خلال دقيقة. يستمرّ البيع كالمعتاد. <a href="/">حاول مرّة أخرى</a></p>
</body>
</html>
`
