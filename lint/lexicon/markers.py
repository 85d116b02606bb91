"""What templates, translation tools and language models put between the words of a text.

Each expression has literals of which one stands in all that it matches, so that most blocks are never searched.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from lint.kept import expression


class Marker(NamedTuple):
    """An expression and the strings, one of which every match holds (in lower case)."""

    needs: tuple[str, ...]
    pattern: regex.Pattern[str]


def _marker(needs: str, *alternatives: str) -> Marker:
    return Marker(tuple(needs.split()), expression("|".join(alternatives)))


_NAME = r"[A-Za-z_][A-Za-z0-9_]*"

TEMPLATE = _marker(
    "{ <% % [[ *| #",
    r"\{\{\{?[^{}\n]{1,80}\}\}\}?",
    r"\{%[-+]?\s[^%\n]{1,200}%\}",
    r"<%[=\-]?[^%\n]{1,200}%>",
    rf"[$#]\{{\s*{_NAME}(?:[.\[][\w.\]'\"]*)?\s*\}}",
    # {name}, {date}, {Meteor.settings.public.appName}, {user_name}; not {a, b} or {x} of mathematics, and not
    # the role of a text that is marked: {ref}`start`.
    rf"(?<![\\$#{{\w]){{(?!sic\}})(?:{_NAME}\.)*[A-Za-z_]\w{{2,40}}\}}(?![}}`\ufffc])",
    r"(?<![\w%])%(?:[A-Z][A-Z0-9]*_[A-Z0-9_]+|[A-Z]{4,})%(?![\w%])",
    r"(?<![\w%])%%[A-Za-z_]\w+%%(?![\w%])",
    r"\[\[\s*(?:[a-z]+[_.])+[a-z]+\s*\]\]",
    r"\*\|[A-Z][A-Z0-9_:]+\|\*",  # mail merge
    r"(?<![\w#])#[A-Z]{2,}(?:_[A-Z]+)+#(?![\w#])",
)

# What a reference of a program puts into braces: types that are nothing else, and what else is one in their company.
_TYPES = "string|boolean|integer|object|function|undefined|null|bigint|symbol|void|bool|Object|Function|Array|Promise"
SURE_TYPE = expression(rf"(?<!\{{)\{{(?:{_TYPES})\}}(?!\}})")
TYPE = expression(rf"\{{(?:{_TYPES}|number|any|float|int|this|\p{{Lu}}\w*|(?:\w+\.)+\w+)\}}")

FORMAT = _marker(
    "% {",
    r"(?<![\w%\d])%(?:\d{1,2}\$)?[sd@](?!\w)",
    r"(?<![\w%\d])%\d{1,2}\$[a-z](?!\w)",
    r"(?<![\w%])%\((?:[a-z_]\w*)\)[sdrf](?!\w)",
    r"(?<![\w%])%\.\d[f](?!\w)",
    r"(?<![\\$#{\w])\{\d{1,2}(?::[^{}\s]{1,10})?\}(?!\})",
)

TOOL = _marker(
    "< ⟨ [ __ ▁ @@ &lt; 【 oaicite turn0 utm_source=chatgpt utm_source=openai ⦅ \ue200 { @-@ @/@ @,@ @.@ ⁇ ##",
    # inline elements of XLIFF and TMX, and their numbered stand-ins
    r"</?(?:x|g|bx|ex|bpt|ept|ph|it|mrk|pc|sc|ec)\b(?:\s+[a-z:]+=(?:\"[^\"\n]*\"|'[^'\n]*'))+\s*/?>",
    r"(?<!\w)</?(?:x|g|t|ph|bpt|ept|tag|seg)?\d{1,3}\s*/?>|(?<=\w)</(?:x|g|t|ph|bpt|ept|tag)?\d{1,3}>|(?<=\w)<(?:x|g|ph|bpt|ept|tag)\d{1,3}\s*/>",
    r"[⟨⦅]/?[a-z]{0,3}\d{1,3}/?[⟩⦆]",
    r"\{/?[a-z]{1,3}\d{1,3}/?\}|\{/\d{1,3}\}",
    r"(?i:\[/?(?:translat(?:ion|ed text)|target|source|segment|seg)(?:[ _]?\d+)?\])",
    r"__(?:PLACEHOLDER|PH|TAG|VAR|TOKEN|URL|LINK|CODE|ENTITY|NUM|NAME|KEEP|DNT|NT)S?_?\d*__",
    r"(?<!\w)(?:XX|ZZ)?(?:PLACEHOLDER|DNT|NOTRANSLATE)_\d+(?!\w)",
    # subword pieces and special tokens of translation models
    r"▁[\p{L}\p{N}]+(?:\s*▁[\p{L}\p{N}]+)*|▁",
    r"(?<=\p{L})@@(?= \p{L})|(?<=\w) @[\-/,.]@(?= \w)|(?<!\S)⁇(?!\S)|(?<=\p{Ll} )##\p{Ll}+(?=[\s.,;])",
    r"<(?:unk|s|/s|pad|mask|eos|bos|sep|cls|2[a-z]{2})>|\[(?:UNK|PAD|MASK|CLS|SEP|BOS|EOS)\]",
    r"<\|[a-z_]{2,30}\|>|<(?:start|end)_of_turn>|\[/?INST\]|<</?SYS>>|</?think>",
    # references of chat assistants
    r"【[^】\n]{0,40}[†‡:][^】\n]{0,60}】",
    r":?contentReference\[oaicite:\d+\](?:\{index=\d+\})?|\boaicite(?::\d+)?",
    r"[\ue200-\ue202]*(?:cite)?(?:[\ue200-\ue202]*turn\d{1,2}"
    r"(?:search|view|news|image|file|fetch|academia)\d{1,2})+[\ue200-\ue202]*",
    r"[?&]utm_source=(?:chatgpt\.com|openai)",
)

ENTITY = _marker(
    "& amp; nbsp; quot;",
    r"& ?(?:amp ?; ?)*(?:nbsp|amp|quot|apos|lt|gt|copy|reg|trade|hellip|[mn]dash|[lr][sd]quo|[lr]aquo|"
    r"bull|middot|deg|euro|pound|cent|sect|para|times|shy|[zlr]wn?j|zwnj|ensp|emsp|thinsp|iexcl|iquest|szlig|"
    r"[aeiouAEIOU](?:acute|grave|circ|uml|tilde)|"
    r"[nN]tilde|[cC]cedil|[aA]ring|[oO]slash|[ae]{2}lig) ?;",
    r"& ?(?:amp ?; ?)*# ?(?:\d{2,6}|[xX][0-9A-Fa-f]{2,5}) ?;",
    r"(?<=\p{L})(?:nbsp;)+(?=\p{L})",
)

_ELEMENTS = (
    "a|b|i|u|p|em|br|hr|li|ul|ol|td|tr|th|dl|dd|dt|div|img|pre|sub|sup|del|ins|span|font|code|cite|strong|center|table|"
    "tbody|thead|small|iframe|script|style|strike|blockquote|figure|figcaption|section|article|h[1-6]"
)
TAG = _marker(
    "< [",
    rf"< ?/ ?(?i:{_ELEMENTS}) ?>",
    r"< ?(?i:br|hr) ?/? ?>",
    rf"< ?(?i:{_ELEMENTS})(?:\s+[a-zA-Z\-]+ ?= ?(?:\"[^\"<>\n]*\"|'[^'<>\n]*'|“[^”<>\n]*”|[^\s\"'<>]+))+ ?/? ?>",
    rf"<(?i:{_ELEMENTS})>(?=[^<>]{{1,300}}<\s?/)",
    r"(?i:\[/(?:b|i|u|url|img|quote|code|color|size|center|list)\])",
    r"(?i:\[(?:url|img|color|size)(?:=[^\]\n]{1,100})?\])",
    r"(?i:\[(?:b|i|u|quote|code|center|list)\])(?=[^\[\]]{1,300}\[/)",
    r"\[/?(?:vc_row|vc_column|vc_column_text|et_pb_\w+|caption|gallery|embed|contact-form-7|su_\w+)(?:\s[^\]\n]{0,200})?\]",
)

_FIELD = (
    r"(?:company|business|organi[sz]ation|brand|product|service|client|customer|recipient|sender|author|candidate|employee|employer|"
    r"manager|first|last|full|user|event|project|job|contact|mailing|street|website|web|site|store|school|university|city|town|"
    r"state|country|region|phone|telephone|fax|email|e-mail|address|date|year|month|day|time|number|name|link|url|title|"
    r"position|role|amount|price|location|venue|source|signature|logo|keyword|topic|industry|zip|code|age|here)"
)
_FIELDS = rf"{_FIELD}(?:[ _/\-'’s,]{{1,3}}(?:of |the |and )?{_FIELD}){{0,4}}"
PLACEHOLDER = _marker(
    "[ < (insert (enter (add (type (put lorem todo fixme tk xx description subtitle headline tagline testimonial",
    # “[Insert name here]”, “<your company>”, “(insert link)”
    r"\[(?:\p{L}{2,12}: ?)?(?i:insert|enter|name of|add your|type your) [^\[\]\n]{1,60}\]",
    r"[$€£]\[[A-Za-z][^\[\]\n]{1,30}\]",
    r"[<(](?i:insert|enter|add|type|put) (?i:your|the|a|an|here|relevant|specific)?[^\[\]<>()\n]{1,50}[)>]"
    r"(?<=(?i:here|name|link|date|number|text|title|url|image|photo|address|details|company|"
    r"quote|source|example|city|location)[)>])|<(?:First|Last|Full|Company|Customer) ?Name>",
    rf"[\[<](?i:(?:your|my|our) (?:\w+ )?{_FIELDS})[\]>]",
    # “[Company Name]”, “[DATE]”: capitals throughout; “[name]” in a quotation is an editor's.
    rf"\[(?=\p{{Lu}})(?!(?:Name|Here|Link|Age|Source)\])(?-i:(?!(?:[^\]]*[ _/\-])?\p{{Ll}}))(?i:{_FIELDS})\](?![(\[])",
    r"\bLorem ipsum\b(?: dolor(?: sit(?: amet)?)?)?",
    r"(?:(?<=[.!?)\]]\s{1,2})|(?m:^))(?:TODO|FIXME)(?=(?:\([^()\n]{1,30}\))?: )",
    r"\[(?:TODO|FIXME|TBD|TBC|TK|XXX?|PLACEHOLDER)(?:[: ][^\]\n]{0,60})?\]",
    # a line that is the label of a field and its number, as page builders write into a new row of cards
    r"(?m:^(?:Description|Sub ?title|Headline|Sub ?headline|Tagline|Testimonial) #?\d{1,2}[ \t]*$)",
    r"(?<![\w\-])\(?XXX\)?[ .\-]XXX[ .\-]XXXX(?![\w\-])",
    r"\b(?:TKTK|TK TK)(?:TK| TK)*\b",
    r"(?<![\w/.\-])XX[/.\-]XX[/.\-](?:XX){1,2}(?![\w/\-])|[$€£]X{2,}(?:[,.]X+)*(?!\w)|(?<!\w)(?:XX+ ?%|#XXX+(?!\w))",
)
