"""Play a district day by day: public services that open on some days and hand out so many places a day.

The rules of a day, which every part of this room keeps (what a token does is told in `rutas.tokens`):

* Who comes to a step that a resource serves asks for a place of it: at the moment when she gets there (a
  join: when it opens), or when the age opens the step (``from``). She may have it on the same day. Each
  visit of a series asks anew, ``every`` days after the visit before was served.
* The places of a day go to those who wait, the urgent first, then who asked on an earlier day, then who
  was served less often on that same day before she asked (who was sent from one counter to the next
  stands behind who came from home), then who asked earlier in the day, then who entered the route
  earlier; of one person the step first that stands first.
* A step with several resources takes a place of each, on the first day on which each has one left when
  her turn comes; who stands behind her and needs less may pass.
* Served on day d, she is served at the moment d, or at that at which she asked, if later. After the last
  visit of hers she is done when ``takes`` and then ``lead`` are over.
* Who does not show uses up her place, and asks again at the next day's beginning; after so many
  ``tries`` in one visit she is lost there, at that moment.
* Who waits longer than her patience leaves at that moment, and is lost there; on the day on which it
  ends she is served before, if there is a place. Each asking begins a wait of its own. She leaves when
  all others of that day have been served: what opens because of her comes after them.
* A series has a whole number of visits: what is drawn, rounded half up.
"""

from __future__ import annotations
