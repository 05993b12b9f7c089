"""Keys: what a page with a script may add, so that each lane is one stop of the tab key.

Without it every event is a stop, and all is reached; with it the arrow keys go
from event to event, Home and End to the first and the last, Escape away. A
drawing that is a file has no script.
"""

_SCRIPT = """\
for (const lane of document.querySelectorAll('.timeline [role=list]')) {
  const events = [...lane.querySelectorAll('.event')];
  const stop = (here) => events.forEach((event, at) => event.setAttribute('tabindex', at === here ? 0 : -1));
  stop(0);
  lane.addEventListener('keydown', (pressed) => {
    const at = events.indexOf(document.activeElement);
    if (at < 0) return;
    if (pressed.key === 'Escape') return events[at].blur();
    const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: events.length - 1}[pressed.key];
    if (!(to in events)) return;
    pressed.preventDefault();
    stop(to);
    events[to].focus();
  });
}
"""


def keys() -> str:
    """The script, to stand behind the drawings of a page."""
    return _SCRIPT
