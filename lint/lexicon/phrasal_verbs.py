"""Verbs that make a set phrase with a particle: what two idioms are blended by ("weigh in" and "poke one's nose in").

Only verbs that hardly go with the particle in its plain sense: "enter into the public domain" is no blend.
"""

from __future__ import annotations

_BY_PARTICLE = {
    "in": "barge butt cash cave chime chip kick muscle pitch plug rope sink stake throw tune wade weigh zero zoom",
    "into": "barge delve tap wade weigh",
    "on": "bank cash dawn dwell frown hang harp latch lean pick pile prey rely seize soldier spur tack",
    "off": "brush fend nail palm pay peel rip shrug stave tail write",
    "out": "bail chicken churn dish eke factor fan figure flesh hammer iron lash phase rule stake tease thrash weed",
    "up": "butter conjure dredge drum gear ham hush jazz mop own perk prop ramp rustle size sober spice sum wrap",
    "down": "boil calm clamp dumb flag hunker narrow nail pare simmer tone water whittle wind",
    "over": "bowl gloss mull paper pore tide",
    "away": "chip explain fritter squander tuck while whittle",
    "through": "breeze muddle sail thumb wade",
    "at": "balk clutch lash marvel peck scoff",
    "for": "angle fend jockey pine plump vouch yearn",
}
PHRASAL_VERBS = frozenset((verb, particle) for particle, verbs in _BY_PARTICLE.items() for verb in verbs.split())
