"""What the bytes of a picture or a film tell, and a copy of a picture that is safe to show."""

from onrecord.media.captions import claims_of
from onrecord.media.kinds import kind_of
from onrecord.media.telling import Told, shown, told

__all__ = ["Told", "claims_of", "kind_of", "shown", "told"]
