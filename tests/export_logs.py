"""Texts that attack whoever reads them: what an export must hand on as text and nothing else."""

from __future__ import annotations

ATTACK = (
    '</script><img src=x onerror=alert(1)> <b>"bold"</b> & &amp; &lt;i&gt; \\N \\" `**md**` #quot; #35; '
    '%%{init: {"theme":"dark"}}%% --> ]]> | }; end\x1b[31m https://example.org/?a=1 a@b.org'
)
FORMULA = '=HYPERLINK("http://example.org")'
LINES = "one\r\nBEGIN:VEVENT\nEND:VCALENDAR\n%% two"
