/**
 * What a browser without a session sees, whatever it asked for: nothing of the till, its version or its store (attacks.md
 * T16). The link leads on where the browser left the new session's cookie out because another site had led it here.
 */
export const strangerPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A link is needed</title>
</head>
<body>
<h1>A link is needed</h1>
<p>This page opens with a one-time link. Links are good for ten minutes, and for one browser.</p>
<p>To get one, run this on the machine itself:</p>
<pre>till-agent ui</pre>
<p>If you came here by a new link just now: <a href="/">go on</a>.</p>
</body>
</html>
`
