"""English abbreviations that end in a full stop, folded and without it: the sentence goes on behind them."""

from __future__ import annotations

_ABBREVIATIONS_WORDS = """
a.d a.k.a a.m abbr adj adm adv aff aka al ala am amt approx apr apt ariz ark assn assoc attn aug ave avg b.c
b.c.e bldg blvd bn bros c c.e ca calif capt cert cf ch chap cir cit cm cmdr co col colo conn cont contd corp cpl
cu d.c dec del dept det dist div doz dr e.g e.u ed edn eds eg eq eqs esp esq est etc ex excl ext feb fig figs
fla fri ft ga gal gen gov govt hon hr hrs hwy i.a i.e ibid ie illus in inc incl ind insp intl jan jr jul jun kan
kg km ky la lb lbs llc llp loc lt ltd maj mar mass max md messrs mg mi mich min minn mins misc miss ml mm mn mo
mon mont mos mr mrs ms mt n.b natl nb neb nev no nos nov nr obs oct okla ont op ore orig oz p p.m p.s pa para
penn pg plc pm poss pp pres prob prof ps pt pvt qt qtd qty que rd ref refs rep repr resp rev rte sec secs sect sen
sep sept seq sgt sp spp sq sr ssp st subsp supp suppl supt syn tbsp tel temp tenn tex thu thur thurs tr trans tsp tue
tues u.k u.n u.s u.s.a univ v va viz vol vols vs vt wed wis wk wks wyo yr yrs
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS_WORDS.split())
