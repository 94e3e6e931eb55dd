from .building import Form, write_form
from .settings import BadForm, Place, place_of

__all__ = ["BadForm", "Form", "Place", "place_of", "write_form"]
